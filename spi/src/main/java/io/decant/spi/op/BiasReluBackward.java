package io.decant.spi.op;

import java.util.List;

/**
 * The gradients of a bias for each channel that a rectifier follows: {@code dx = dy * (s > 0 ? 1 :
 * 0)} and {@code dbias[c] = sum over o and i of dx[o,c,i]}, where s is the rectifier's input, or
 * its output.
 *
 * <p>Operands: {@code dy}, {@code s} (outer, channels, inner) read; {@code dbias} (channels)
 * overwritten, or added to when {@code accumulate}; {@code dx} overwritten; dx may be the same view
 * as dy. Source: Caffe's ReLULayer, ConvolutionLayer.
 *
 * @param outer extent of the axis before the channels
 * @param channels channels
 * @param inner extent of the axes behind the channels
 * @param accumulate whether the sum is added to dbias
 */
public record BiasReluBackward(long outer, long channels, long inner, boolean accumulate)
    implements CompositeOp, ChannelOp {
  @Override
  public BiasReluBackward over(long outerExtent, long innerExtent) {
    return new BiasReluBackward(outerExtent, channels, innerExtent, accumulate);
  }

  @Override
  public List<Operand> operands() {
    return List.of(
        Operand.read("dy", outer, channels, inner),
        Operand.read("s", outer, channels, inner),
        Operand.result("dbias", accumulate, channels),
        Operand.write("dx", outer, channels, inner));
  }

  @Override
  public Cost cost() {
    return Cost.of(2 * outer * channels * inner, operands());
  }

  @Override
  public List<TileAxis> tileAxes() {
    return List.of(
        TileAxis.of("outer", outer, (begin, end) -> tile(begin, end, 0)),
        ChannelTiles.channels(this, n -> new BiasReluBackward(outer, n, inner, accumulate)),
        TileAxis.of("inner", inner, (begin, end) -> tile(begin, end, 2)));
  }

  private Tile tile(long begin, long end, int axis) {
    BiasReluBackward part =
        new BiasReluBackward(
            axis == 0 ? end - begin : outer,
            channels,
            axis == 2 ? end - begin : inner,
            accumulate || begin > 0);
    return Tile.cut(this, part, begin, end, axis, axis, Tile.WHOLE, axis);
  }

  @Override
  public Decomposition decompose() {
    Decomposition.Builder steps = Decomposition.builder();
    Decomposition.Ref dx = steps.operand(3);
    return steps
        .step(new ReluBackward(outer * channels * inner, 0), steps.operand(0), steps.operand(1), dx)
        .step(new ChannelSum(outer, channels, inner, accumulate), dx, steps.operand(2))
        .build();
  }
}
