package io.decant.api.layers.common;

import io.decant.api.layer.Axes;
import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Softmax;
import io.decant.spi.op.SoftmaxBackward;

/** {@code y = e^x / sum of e^x} along {@code axis}. Source: Caffe's SoftmaxLayer. */
public final class SoftmaxLayer extends SimpleLayer {
  private long outer;
  private long channels;
  private long inner;

  /** Creates the layer. */
  public SoftmaxLayer(LayerConfig config) {
    super(config, 1, 1);
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape shape = setup.bottom(0);
    int axis = Axes.canonical(config().parameter().getSoftmaxParam().getAxis(), shape);
    outer = Axes.before(shape, axis);
    channels = shape.dim(axis);
    inner = Axes.behind(shape, axis);
    setup.top(0, shape);
  }

  @Override
  public void forward(ForwardPass pass) {
    pass.emit(new Softmax(outer, channels, inner), pass.bottom(0), pass.top(0));
  }

  @Override
  public void backward(BackwardPass pass) {
    if (pass.propagates(0)) {
      pass.emit(
          new SoftmaxBackward(outer, channels, inner),
          pass.top(0),
          pass.topGradient(0),
          pass.bottomGradient(0));
    }
  }
}
