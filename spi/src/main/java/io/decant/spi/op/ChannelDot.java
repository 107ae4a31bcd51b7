package io.decant.spi.op;

import java.util.List;

/**
 * {@code z[c] = sum over o and i of x[o,c,i] * y[o,c,i]}: the gradient of a factor of each channel.
 *
 * <p>Operands: {@code x}, {@code y} (outer, channels, inner) read, {@code z} (channels)
 * overwritten, or added to when {@code accumulate}. Source: Caffe's ScaleLayer.
 *
 * @param outer extent of the outer axis
 * @param channels extent of the kept axis
 * @param inner extent of the inner axis
 * @param accumulate whether the sum is added to z
 */
public record ChannelDot(long outer, long channels, long inner, boolean accumulate)
    implements CompositeOp, ChannelOp {
  @Override
  public ChannelDot over(long outerExtent, long innerExtent) {
    return new ChannelDot(outerExtent, channels, innerExtent, accumulate);
  }

  @Override
  public List<Operand> operands() {
    return List.of(
        Operand.read("x", outer, channels, inner),
        Operand.read("y", outer, channels, inner),
        Operand.result("z", accumulate, channels));
  }

  @Override
  public Cost cost() {
    return Cost.of(outer * channels * inner, operands());
  }

  @Override
  public List<TileAxis> tileAxes() {
    return List.of(
        TileAxis.of("outer", outer, this::outer),
        ChannelTiles.channels(this, n -> new ChannelDot(outer, n, inner, accumulate)),
        TileAxis.of("inner", inner, this::inner));
  }

  private Tile outer(long begin, long end) {
    ChannelDot part = new ChannelDot(end - begin, channels, inner, accumulate || begin > 0);
    return Tile.cut(this, part, begin, end, 0, 0, Tile.WHOLE);
  }

  private Tile inner(long begin, long end) {
    ChannelDot part = new ChannelDot(outer, channels, end - begin, accumulate || begin > 0);
    return Tile.cut(this, part, begin, end, 2, 2, Tile.WHOLE);
  }

  @Override
  public Decomposition decompose() {
    Decomposition.Builder steps = Decomposition.builder();
    Decomposition.Ref product = steps.temporary(outer, channels, inner);
    return steps
        .step(
            new Binary(BinaryFunction.MUL, outer * channels * inner),
            steps.operand(0),
            steps.operand(1),
            product)
        .step(new ChannelSum(outer, channels, inner, accumulate), product, steps.operand(2))
        .build();
  }
}
