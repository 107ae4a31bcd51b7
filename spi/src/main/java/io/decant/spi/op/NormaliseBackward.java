package io.decant.spi.op;

import java.util.List;

/**
 * The gradient of {@link Normalise} where mean and variance are those of x itself, by {@link
 * ChannelMoments}: {@code dx = (dy - mean(dy) - y * mean(dy * y)) / sqrt(variance + eps)}, with
 * means over each channel.
 *
 * <p>Operands: {@code dy}, {@code y} (outer, channels, inner), {@code variance} (channels) read,
 * {@code dx} overwritten; dx may be the same view as dy. Source: Caffe's BatchNormLayer.
 *
 * @param outer extent of the axis before the channels
 * @param channels channels
 * @param inner extent of the axes behind the channels
 * @param eps what is added to variances
 */
public record NormaliseBackward(long outer, long channels, long inner, float eps)
    implements CompositeOp, ChannelOp {
  @Override
  public NormaliseBackward over(long outerExtent, long innerExtent) {
    return new NormaliseBackward(outerExtent, channels, innerExtent, eps);
  }

  @Override
  public List<Operand> operands() {
    return List.of(
        Operand.read("dy", outer, channels, inner),
        Operand.read("y", outer, channels, inner),
        Operand.read("variance", channels),
        Operand.write("dx", outer, channels, inner));
  }

  @Override
  public Cost cost() {
    return Cost.of(6 * outer * channels * inner, operands());
  }

  @Override
  public List<TileAxis> tileAxes() {
    return List.of(ChannelTiles.channels(this, n -> new NormaliseBackward(outer, n, inner, eps)));
  }

  @Override
  public Decomposition decompose() {
    long count = outer * channels * inner;
    float share = 1f / (outer * inner);
    Decomposition.Builder steps = Decomposition.builder();
    Decomposition.Ref y = steps.operand(1);
    Decomposition.Ref dy = steps.operand(0);
    Decomposition.Ref dx = steps.operand(3);
    Decomposition.Ref mean = steps.temporary(channels);
    Decomposition.Ref correction = steps.temporary(outer, channels, inner);
    Decomposition.Ref deviation = Normalise.deviation(steps, steps.operand(2), channels, eps);
    return steps
        .step(new ChannelDot(outer, channels, inner, false), dy, y, mean)
        .step(Axpby.of(channels, share, 0), mean, mean)
        .step(alongChannels(BinaryFunction.MUL), y, mean, correction)
        .step(new ChannelSum(outer, channels, inner, false), dy, mean)
        .step(Axpby.of(channels, share, 0), mean, mean)
        .step(alongChannels(BinaryFunction.ADD), correction, mean, correction)
        .step(new Binary(BinaryFunction.SUB, count), dy, correction, dx)
        .step(alongChannels(BinaryFunction.DIV), dx, deviation, dx)
        .build();
  }

  private Broadcast alongChannels(BinaryFunction function) {
    return Broadcast.alongMiddle(function, outer, channels, inner);
  }
}
