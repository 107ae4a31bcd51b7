package io.decant.api.layers.loss;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Axpby;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Reduce;
import io.decant.spi.op.Shape;

/**
 * {@code loss = sum of (a - b)^2 / (2 N)}, N the first extent. Source: Caffe's EuclideanLossLayer.
 */
public final class EuclideanLossLayer extends LossLayer {
  private long batch;

  /** Creates the layer. */
  public EuclideanLossLayer(LayerConfig config) {
    super(config, 2);
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape a = setup.bottom(0);
    Shape b = setup.bottom(1);
    if (a.rank() == 0 || b.rank() == 0 || a.dim(0) != b.dim(0) || a.count() != b.count()) {
      throw setup.error("compares blobs of one size, these are " + a + " and " + b);
    }
    batch = a.dim(0);
    setup.top(0, Shape.of());
  }

  @Override
  public void forward(ForwardPass pass) {
    long count = pass.bottom(0).count();
    Tensor difference = pass.keep("difference", Shape.of(count));
    pass.emit(new Binary(BinaryFunction.SUB, count), pass.bottom(0), pass.bottom(1), difference);
    pass.emit(
        new Reduce(Reduce.Function.SUM_SQUARE, 1, count, 1, 0.5f / batch, false),
        difference,
        pass.top(0));
  }

  @Override
  public void backward(BackwardPass pass) {
    for (int i = 0; i < 2; i++) {
      if (pass.propagates(i)) {
        Tensor difference = pass.kept("difference");
        pass.emit(
            Axpby.scaledBy(difference.count(), (i == 0 ? 1f : -1f) / batch),
            difference,
            pass.topGradient(0),
            pass.bottomGradient(i));
      }
    }
  }
}
