package io.decant.spi.op;

import java.util.List;

/**
 * The gradient of {@link Softmax}: {@code dx = y * (dy - sum over c of dy * y)}.
 *
 * <p>Operands: {@code y}, {@code dy} read, {@code dx} overwritten, each (outer, channels, inner).
 *
 * @param outer extent of the axes before the normalised one
 * @param channels extent of the normalised axis
 * @param inner extent of the axes behind it
 */
public record SoftmaxBackward(long outer, long channels, long inner)
    implements CompositeOp, ChannelOp {
  @Override
  public SoftmaxBackward over(long outerExtent, long innerExtent) {
    return new SoftmaxBackward(outerExtent, channels, innerExtent);
  }

  @Override
  public List<Operand> operands() {
    return List.of(
        Operand.read("y", outer, channels, inner),
        Operand.read("dy", outer, channels, inner),
        Operand.write("dx", outer, channels, inner));
  }

  @Override
  public Cost cost() {
    return Cost.of(4 * outer * channels * inner, operands());
  }

  @Override
  public List<TileAxis> tileAxes() {
    return List.of(ChannelTiles.outer(this), ChannelTiles.inner(this));
  }

  @Override
  public Decomposition decompose() {
    Decomposition.Builder steps = Decomposition.builder();
    Decomposition.Ref dots = steps.temporary(outer, inner);
    Decomposition.Ref y = steps.operand(0);
    Decomposition.Ref dy = steps.operand(1);
    Decomposition.Ref dx = steps.operand(2);
    Binary multiply = new Binary(BinaryFunction.MUL, outer * channels * inner);
    return steps
        .step(multiply, dy, y, dx)
        .step(Reduce.of(Reduce.Function.SUM, outer, channels, inner), dx, dots)
        .step(Broadcast.acrossMiddle(BinaryFunction.SUB, outer, channels, inner), dy, dots, dx)
        .step(multiply, dx, y, dx)
        .build();
  }
}
