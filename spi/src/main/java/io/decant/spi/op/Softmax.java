package io.decant.spi.op;

import java.util.List;

/**
 * {@code y[o,c,i] = e^x[o,c,i] / sum over c of e^x[o,c,i]}, computed after subtracting the largest
 * x.
 *
 * <p>Operands: {@code x} read, {@code y} overwritten, each (outer, channels, inner). Source:
 * Caffe's SoftmaxLayer.
 *
 * @param outer extent of the axes before the normalised one
 * @param channels extent of the normalised axis
 * @param inner extent of the axes behind it
 */
public record Softmax(long outer, long channels, long inner) implements CompositeOp, ChannelOp {
  @Override
  public Softmax over(long outerExtent, long innerExtent) {
    return new Softmax(outerExtent, channels, innerExtent);
  }

  @Override
  public List<Operand> operands() {
    return List.of(
        Operand.read("x", outer, channels, inner), Operand.write("y", outer, channels, inner));
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
    Decomposition.Ref statistic = steps.temporary(outer, inner);
    Decomposition.Ref y = steps.operand(1);
    return steps
        .step(Reduce.of(Reduce.Function.MAX, outer, channels, inner), steps.operand(0), statistic)
        .step(
            Broadcast.acrossMiddle(BinaryFunction.SUB, outer, channels, inner),
            steps.operand(0),
            statistic,
            y)
        .step(Unary.of(Unary.Function.EXP, outer * channels * inner), y, y)
        .step(Reduce.of(Reduce.Function.SUM, outer, channels, inner), y, statistic)
        .step(Broadcast.acrossMiddle(BinaryFunction.DIV, outer, channels, inner), y, statistic, y)
        .build();
  }
}
