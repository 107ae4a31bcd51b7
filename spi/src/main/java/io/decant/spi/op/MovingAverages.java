package io.decant.spi.op;

import java.util.List;

/**
 * Takes the statistics of a batch into weighted sums over past batches: {@code means = fraction *
 * means + mean}, {@code variances = fraction * variances + correction * variance}, {@code weight =
 * fraction * weight + 1}.
 *
 * <p>Operands: {@code mean}, {@code variance} (channels) read, {@code means}, {@code variances}
 * (channels), {@code weight} (1) changed. Source: Caffe's BatchNormLayer.
 *
 * @param channels channels
 * @param fraction what is left of older batches
 * @param correction factor that makes the variance of a sample unbiased
 */
public record MovingAverages(long channels, float fraction, float correction)
    implements CompositeOp {
  @Override
  public List<Operand> operands() {
    return List.of(
        Operand.read("mean", channels),
        Operand.read("variance", channels),
        Operand.update("means", channels),
        Operand.update("variances", channels),
        Operand.update("weight", 1));
  }

  @Override
  public Cost cost() {
    return Cost.of(2 * channels, operands());
  }

  @Override
  public OpClass opClass() {
    return OpClass.STATE;
  }

  @Override
  public Decomposition decompose() {
    Decomposition.Builder steps = Decomposition.builder();
    Decomposition.Ref weight = steps.operand(4);
    return steps
        .step(Axpby.of(channels, 1, fraction), steps.operand(0), steps.operand(2))
        .step(Axpby.of(channels, correction, fraction), steps.operand(1), steps.operand(3))
        .step(new Unary(Unary.Function.AFFINE, 1, fraction, 1), weight, weight)
        .build();
  }
}
