package io.decant.spi.op;

import java.util.List;

/**
 * {@code y[c] = sum over o and i of x[o,c,i]}: the gradient of a bias.
 *
 * <p>Operands: {@code x} (outer, channels, inner) read, {@code y} (channels) overwritten, or added
 * to when {@code accumulate}.
 *
 * @param outer extent of the outer axis
 * @param channels extent of the kept axis
 * @param inner extent of the inner axis
 * @param accumulate whether the sum is added to y
 */
public record ChannelSum(long outer, long channels, long inner, boolean accumulate)
    implements CompositeOp, ChannelOp {
  @Override
  public ChannelSum over(long outerExtent, long innerExtent) {
    return new ChannelSum(outerExtent, channels, innerExtent, accumulate);
  }

  @Override
  public List<Operand> operands() {
    return List.of(
        Operand.read("x", outer, channels, inner), Operand.result("y", accumulate, channels));
  }

  @Override
  public Cost cost() {
    return Cost.of(outer * channels * inner, operands());
  }

  @Override
  public List<TileAxis> tileAxes() {
    return List.of(
        TileAxis.of("outer", outer, this::outer),
        ChannelTiles.channels(this, n -> new ChannelSum(outer, n, inner, accumulate)),
        TileAxis.of("inner", inner, this::inner));
  }

  private Tile outer(long begin, long end) {
    ChannelSum part = new ChannelSum(end - begin, channels, inner, accumulate || begin > 0);
    return Tile.cut(this, part, begin, end, 0, Tile.WHOLE);
  }

  private Tile inner(long begin, long end) {
    ChannelSum part = new ChannelSum(outer, channels, end - begin, accumulate || begin > 0);
    return Tile.cut(this, part, begin, end, 2, Tile.WHOLE);
  }

  @Override
  public Decomposition decompose() {
    Decomposition.Builder steps = Decomposition.builder();
    Decomposition.Ref sums = steps.temporary(outer, channels);
    return steps
        .step(Reduce.of(Reduce.Function.SUM, outer * channels, inner, 1), steps.operand(0), sums)
        .step(
            new Reduce(Reduce.Function.SUM, 1, outer, channels, 1, accumulate),
            sums,
            steps.operand(1))
        .build();
  }
}
