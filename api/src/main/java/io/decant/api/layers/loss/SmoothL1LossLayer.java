package io.decant.api.layers.loss;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.BlobCount;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerPass;
import io.decant.api.layer.LayerSetup;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Axpby;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Reduce;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Unary;

/**
 * {@code loss = sum of o * f(i * (a - b)) / N}, with {@code f(d) = (sigma d)^2 / 2} where {@code
 * |d| < 1 / sigma^2}, else {@code |d| - 1 / (2 sigma^2)}. a and b are the first two bottoms; i and
 * o, inside and outside weights, the third and fourth, 1 where absent, without gradient; N is the
 * first extent. Source: Fast R-CNN's SmoothL1LossLayer.
 */
public final class SmoothL1LossLayer extends LossLayer {
  private static final int INSIDE = 2;
  private static final int OUTSIDE = 3;

  private final float squaredSigma;
  private long batch;

  /** Creates the layer. */
  public SmoothL1LossLayer(LayerConfig config) {
    super(config, BlobCount.between(2, 4), BlobCount.exactly(1));
    float sigma = config.parameter().getSmoothL1LossParam().getSigma();
    if (!(sigma > 0)) {
      throw config.error(
          "smooth_l1_loss_param", "sigma", "sigma is " + sigma + ", it must be above 0");
    }
    squaredSigma = sigma * sigma;
  }

  @Override
  public boolean allowsForceBackward(int bottom) {
    return bottom < INSIDE;
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape a = setup.bottom(0);
    for (int i = 1; i < setup.bottoms(); i++) {
      if (a.rank() == 0 || setup.bottom(i).count() != a.count()) {
        throw setup.error(
            "takes bottoms of one size with a batch axis, number 0 is "
                + a
                + ", number "
                + i
                + " is "
                + setup.bottom(i));
      }
    }
    batch = Math.max(1, a.dim(0));
    setup.top(0, Shape.of());
  }

  private void emitClamped(LayerPass pass, Tensor difference, Tensor clamped) {
    float bound = 1 / squaredSigma;
    pass.emit(
        new Unary(Unary.Function.CLAMP, difference.count(), -bound, bound), difference, clamped);
  }

  private static void emitWeighted(LayerPass pass, int weights, Tensor x) {
    if (pass.bottoms() > weights) {
      pass.emit(new Binary(BinaryFunction.MUL, x.count()), x, pass.bottom(weights), x);
    }
  }

  /** With c = d clamped to 1 / sigma^2 on both sides, f(d) = sigma^2 c (d - c / 2). */
  @Override
  public void forward(ForwardPass pass) {
    long count = pass.bottom(0).count();
    Tensor difference = pass.keep("difference", Shape.of(count));
    Tensor clamped = pass.temporary("clamped", Shape.of(count));
    Tensor rest = pass.temporary("rest", Shape.of(count));
    pass.emit(new Binary(BinaryFunction.SUB, count), pass.bottom(0), pass.bottom(1), difference);
    emitWeighted(pass, INSIDE, difference);
    emitClamped(pass, difference, clamped);
    pass.emit(new Unary(Unary.Function.AFFINE, count, 0.5f, 0), clamped, rest);
    pass.emit(new Binary(BinaryFunction.SUB, count), difference, rest, rest);
    pass.emit(new Binary(BinaryFunction.MUL, count), rest, clamped, rest);
    emitWeighted(pass, OUTSIDE, rest);
    pass.emit(
        new Reduce(Reduce.Function.SUM, 1, count, 1, squaredSigma / batch, false),
        rest,
        pass.top(0));
  }

  @Override
  public void backward(BackwardPass pass) {
    for (int i = INSIDE; i < pass.bottoms(); i++) {
      refuseGradient(pass, i, "weights");
    }
    if (!pass.propagates(0) && !pass.propagates(1)) {
      return;
    }
    Tensor difference = pass.kept("difference");
    Tensor slope = pass.temporary("slope", difference.shape());
    emitClamped(pass, difference, slope);
    emitWeighted(pass, INSIDE, slope);
    emitWeighted(pass, OUTSIDE, slope);
    for (int i = 0; i < INSIDE; i++) {
      if (pass.propagates(i)) {
        float factor = (i == 0 ? squaredSigma : -squaredSigma) / batch;
        pass.emit(
            Axpby.scaledBy(slope.count(), factor),
            slope,
            pass.topGradient(0),
            pass.bottomGradient(i));
      }
    }
  }
}
