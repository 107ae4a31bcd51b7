package io.decant.spi.op;

import java.util.List;

/**
 * Mean and variance of each channel: {@code mean[c]} is the average of {@code x[o,c,i]} over o and
 * i, {@code variance[c]} that of {@code (x[o,c,i] - mean[c])^2}; both NaN over nothing.
 *
 * <p>Operands: {@code x} (outer, channels, inner) read, {@code mean}, {@code variance} (channels)
 * overwritten. Source: Caffe's BatchNormLayer, the statistics of a batch.
 *
 * @param outer extent of the axis before the channels
 * @param channels channels
 * @param inner extent of the axes behind the channels
 */
public record ChannelMoments(long outer, long channels, long inner)
    implements CompositeOp, ChannelOp {
  @Override
  public ChannelMoments over(long outerExtent, long innerExtent) {
    return new ChannelMoments(outerExtent, channels, innerExtent);
  }

  @Override
  public List<Operand> operands() {
    return List.of(
        Operand.read("x", outer, channels, inner),
        Operand.write("mean", channels),
        Operand.write("variance", channels));
  }

  @Override
  public Cost cost() {
    return Cost.of(3 * outer * channels * inner, operands());
  }

  @Override
  public List<TileAxis> tileAxes() {
    return List.of(ChannelTiles.channels(this, n -> new ChannelMoments(outer, n, inner)));
  }

  @Override
  public Decomposition decompose() {
    Decomposition.Builder steps = Decomposition.builder();
    Decomposition.Ref sums = steps.temporary(outer, channels);
    Decomposition.Ref centred = steps.temporary(outer, channels, inner);
    Decomposition.Ref mean = steps.operand(1);
    average(steps, Reduce.Function.SUM, steps.operand(0), sums, mean);
    steps.step(
        Broadcast.alongMiddle(BinaryFunction.SUB, outer, channels, inner),
        steps.operand(0),
        mean,
        centred);
    average(steps, Reduce.Function.SUM_SQUARE, centred, sums, steps.operand(2));
    return steps.build();
  }

  private void average(
      Decomposition.Builder steps,
      Reduce.Function function,
      Decomposition.Ref x,
      Decomposition.Ref sums,
      Decomposition.Ref result) {
    steps
        .step(Reduce.of(function, outer * channels, inner, 1), x, sums)
        .step(
            new Reduce(Reduce.Function.SUM, 1, outer, channels, 1f / (outer * inner), false),
            sums,
            result);
  }
}
