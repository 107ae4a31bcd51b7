package io.decant.api.layers.utility;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.BlobCount;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Axpby;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;

/**
 * Hands one blob to several layers: tops are views; gradients are summed in order. Source: Caffe's
 * SplitLayer.
 */
public final class SplitLayer extends SimpleLayer {
  /** Creates the layer. */
  public SplitLayer(LayerConfig config) {
    super(config, BlobCount.exactly(1), BlobCount.atLeast(1));
  }

  @Override
  public void reshape(LayerSetup setup) {
    for (int i = 0; i < setup.tops(); i++) {
      setup.top(i, setup.bottom(0));
    }
  }

  @Override
  public void forward(ForwardPass pass) {
    for (int i = 0; i < pass.tops(); i++) {
      pass.topView(i, pass.bottom(0));
    }
  }

  @Override
  public void backward(BackwardPass pass) {
    if (!pass.propagates(0)) {
      return;
    }
    if (pass.tops() == 1) {
      pass.bottomGradientView(0, pass.topGradient(0));
      return;
    }
    Tensor first = pass.topGradient(0);
    Tensor second = pass.topGradient(1);
    Tensor sum = pass.bottomGradient(0);
    pass.emit(new Binary(BinaryFunction.ADD, sum.count()), first, second, sum);
    for (int i = 2; i < pass.tops(); i++) {
      pass.emit(Axpby.of(sum.count(), 1, 1), pass.topGradient(i), sum);
    }
  }
}
