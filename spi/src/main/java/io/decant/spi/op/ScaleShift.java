package io.decant.spi.op;

import java.util.List;

/**
 * {@code y[o,c,i] = x[o,c,i] * scale[c] + shift[c]}.
 *
 * <p>Operands: {@code x} (outer, channels, inner), {@code scale}, {@code shift} (channels) read,
 * {@code y} overwritten; y may be the same view as x. Source: Caffe's ScaleLayer.
 *
 * @param outer extent of the axis before the channels
 * @param channels channels
 * @param inner extent of the axes behind the channels
 */
public record ScaleShift(long outer, long channels, long inner) implements CompositeOp, ChannelOp {
  @Override
  public ScaleShift over(long outerExtent, long innerExtent) {
    return new ScaleShift(outerExtent, channels, innerExtent);
  }

  @Override
  public List<Operand> operands() {
    return List.of(
        Operand.read("x", outer, channels, inner),
        Operand.read("scale", channels),
        Operand.read("shift", channels),
        Operand.write("y", outer, channels, inner));
  }

  @Override
  public Cost cost() {
    return Cost.of(outer * channels * inner, operands());
  }

  @Override
  public List<TileAxis> tileAxes() {
    return List.of(
        ChannelTiles.outer(this),
        ChannelTiles.channels(this, n -> new ScaleShift(outer, n, inner)),
        ChannelTiles.inner(this));
  }

  @Override
  public Decomposition decompose() {
    Decomposition.Builder steps = Decomposition.builder();
    Decomposition.Ref y = steps.operand(3);
    return steps
        .step(
            Broadcast.alongMiddle(BinaryFunction.MUL, outer, channels, inner),
            steps.operand(0),
            steps.operand(1),
            y)
        .step(
            Broadcast.alongMiddle(BinaryFunction.ADD, outer, channels, inner),
            y,
            steps.operand(2),
            y)
        .build();
  }
}
