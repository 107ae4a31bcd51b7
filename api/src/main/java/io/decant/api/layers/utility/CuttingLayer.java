package io.decant.api.layers.utility;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Copy;
import io.decant.spi.op.DType;
import io.decant.spi.op.Fill;
import io.decant.spi.op.Shape;
import io.decant.spi.op.TensorSpec;

/** The top is a block cut out of bottom 0; further bottoms get no gradient. */
abstract class CuttingLayer extends SimpleLayer {
  private final int bottoms;
  private long first;

  CuttingLayer(LayerConfig config, int bottoms) {
    super(config, bottoms, 1);
    this.bottoms = bottoms;
  }

  /**
   * Shapes the top.
   *
   * @param part extents of the block
   * @param offsets where it begins on each axis
   */
  final void cut(LayerSetup setup, Shape part, long[] offsets) {
    long[] strides = setup.bottom(0).denseStrides();
    first = 0;
    for (int i = 0; i < offsets.length; i++) {
      first += offsets[i] * strides[i];
    }
    setup.top(0, part);
  }

  private static TensorSpec inside(Shape part, Shape whole) {
    return TensorSpec.strided(DType.FLOAT32, part, whole.denseStrides());
  }

  @Override
  public void forward(ForwardPass pass) {
    Shape part = pass.topShape(0);
    Tensor bottom = pass.bottom(0);
    pass.emit(
        new Copy(inside(part, bottom.shape()), TensorSpec.dense(DType.FLOAT32, part)),
        bottom.slice(first, Shape.of(0)),
        pass.top(0));
  }

  @Override
  public void backward(BackwardPass pass) {
    Shape part = pass.topShape(0);
    for (int i = 0; i < bottoms; i++) {
      if (pass.propagates(i)) {
        Tensor gradient = pass.bottomGradient(i);
        pass.emit(new Fill(gradient.count(), 0), gradient);
        if (i == 0) {
          pass.emit(
              new Copy(TensorSpec.dense(DType.FLOAT32, part), inside(part, gradient.shape())),
              pass.topGradient(0),
              gradient.slice(first, Shape.of(0)));
        }
      }
    }
  }
}
