package io.decant.api.layers.loss;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Axpby;
import io.decant.spi.op.Gather;
import io.decant.spi.op.IndexLayout;
import io.decant.spi.op.Reduce;
import io.decant.spi.op.ScatterAdd;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Unary;

/**
 * {@code loss = -sum of log(max(p[label], 1e-20)) / N} of given probabilities p. Source: Caffe's
 * MultinomialLogisticLossLayer.
 */
public final class MultinomialLogisticLossLayer extends LabelledLossLayer {
  private static final float LEAST = 1e-20f;

  /** Creates the layer. */
  public MultinomialLogisticLossLayer(LayerConfig config) {
    super(config);
  }

  @Override
  public void forward(ForwardPass pass) {
    long batch = geometry().outer();
    Tensor picked = pass.keep("picked", Shape.of(batch));
    Tensor logarithm = pass.temporary("logarithm", Shape.of(batch));
    pass.emit(
        new Gather(batch, geometry().classes(), 1, 1, IndexLayout.FULL),
        pass.bottom(0),
        pass.bottom(1),
        picked);
    pass.emit(
        new Unary(Unary.Function.CLAMP, batch, LEAST, Float.POSITIVE_INFINITY), picked, picked);
    pass.emit(Unary.of(Unary.Function.LOG, batch), picked, logarithm);
    pass.emit(
        new Reduce(Reduce.Function.SUM, 1, batch, 1, -1f / batch, false), logarithm, pass.top(0));
  }

  @Override
  void emitGradient(BackwardPass pass) {
    long batch = geometry().outer();
    Tensor share = pass.temporary("share", Shape.of(batch));
    pass.emit(new Unary(Unary.Function.POW, batch, -1, 0), pass.kept("picked"), share);
    pass.emit(Axpby.scaledBy(batch, -1f / batch), share, pass.topGradient(0), share);
    pass.emit(
        new ScatterAdd(batch, geometry().classes(), 1, 1, IndexLayout.FULL, false),
        share,
        pass.bottom(1),
        pass.bottomGradient(0));
  }
}
