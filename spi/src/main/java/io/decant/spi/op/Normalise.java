package io.decant.spi.op;

import java.util.List;

/**
 * {@code y[o,c,i] = (x[o,c,i] - mean[c]) / sqrt(variance[c] + eps)}.
 *
 * <p>Operands: {@code x} (outer, channels, inner), {@code mean}, {@code variance} (channels) read,
 * {@code y} overwritten; y may be the same view as x. Source: Caffe's BatchNormLayer; Ioffe and
 * Szegedy, ICML 2015.
 *
 * @param outer extent of the axis before the channels
 * @param channels channels
 * @param inner extent of the axes behind the channels
 * @param eps what is added to variances
 */
public record Normalise(long outer, long channels, long inner, float eps)
    implements CompositeOp, ChannelOp {
  @Override
  public Normalise over(long outerExtent, long innerExtent) {
    return new Normalise(outerExtent, channels, innerExtent, eps);
  }

  @Override
  public List<Operand> operands() {
    return List.of(
        Operand.read("x", outer, channels, inner),
        Operand.read("mean", channels),
        Operand.read("variance", channels),
        Operand.write("y", outer, channels, inner));
  }

  @Override
  public Cost cost() {
    return Cost.of(2 * outer * channels * inner, operands());
  }

  @Override
  public List<TileAxis> tileAxes() {
    return List.of(
        ChannelTiles.outer(this),
        ChannelTiles.channels(this, n -> new Normalise(outer, n, inner, eps)),
        ChannelTiles.inner(this));
  }

  @Override
  public Decomposition decompose() {
    Decomposition.Builder steps = Decomposition.builder();
    Decomposition.Ref y = steps.operand(3);
    Decomposition.Ref deviation = deviation(steps, steps.operand(2), channels, eps);
    return steps
        .step(
            Broadcast.alongMiddle(BinaryFunction.SUB, outer, channels, inner),
            steps.operand(0),
            steps.operand(1),
            y)
        .step(Broadcast.alongMiddle(BinaryFunction.DIV, outer, channels, inner), y, deviation, y)
        .build();
  }

  /** Appends {@code sqrt(variance + eps)}. */
  static Decomposition.Ref deviation(
      Decomposition.Builder steps, Decomposition.Ref variance, long channels, float eps) {
    Decomposition.Ref deviation = steps.temporary(channels);
    steps
        .step(new Unary(Unary.Function.AFFINE, channels, 1, eps), variance, deviation)
        .step(Unary.of(Unary.Function.SQRT, channels), deviation, deviation);
    return deviation;
  }
}
