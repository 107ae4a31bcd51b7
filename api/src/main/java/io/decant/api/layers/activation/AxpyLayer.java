package io.decant.api.layers.activation;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Broadcast;
import io.decant.spi.op.ChannelDot;
import io.decant.spi.op.Copy;
import io.decant.spi.op.Shape;

/**
 * {@code out = a * x + y}, a factor for each channel of each image: a (N, C) or (N, C, 1, ...), x
 * and y (N, C, ...). Source: SENet's AxpyLayer.
 */
public final class AxpyLayer extends SimpleLayer {
  private long planes;
  private long inner;

  /** Creates the layer. */
  public AxpyLayer(LayerConfig config) {
    super(config, 3, 1);
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape a = setup.bottom(0);
    Shape x = setup.bottom(1);
    Shape y = setup.bottom(2);
    boolean fits = x.rank() >= 2 && x.equals(y) && a.rank() >= 2;
    if (!fits || a.dim(0) != x.dim(0) || a.dim(1) != x.dim(1) || a.countFrom(2) != 1) {
      throw setup.error(
          "takes factors N x C, and x and y of one shape N x C x ..., the bottoms are "
              + a
              + ", "
              + x
              + " and "
              + y);
    }
    planes = x.count(0, 2);
    inner = x.countFrom(2);
    setup.top(0, x);
  }

  private Broadcast scale() {
    return Broadcast.alongMiddle(BinaryFunction.MUL, 1, planes, inner);
  }

  @Override
  public void forward(ForwardPass pass) {
    Tensor x = pass.bottom(1);
    Tensor scaled = pass.temporary("scaled", x.shape());
    pass.emit(scale(), x, pass.bottom(0), scaled);
    pass.emit(new Binary(BinaryFunction.ADD, x.count()), scaled, pass.bottom(2), pass.top(0));
  }

  @Override
  public void backward(BackwardPass pass) {
    Tensor gradient = pass.topGradient(0);
    if (pass.propagates(0)) {
      pass.emit(
          new ChannelDot(1, planes, inner, false),
          gradient,
          pass.bottom(1),
          pass.bottomGradient(0));
    }
    if (pass.propagates(1)) {
      pass.emit(scale(), gradient, pass.bottom(0), pass.bottomGradient(1));
    }
    if (pass.propagates(2)) {
      pass.emit(Copy.dense(gradient.count()), gradient, pass.bottomGradient(2));
    }
  }
}
