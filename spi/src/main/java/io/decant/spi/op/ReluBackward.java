package io.decant.spi.op;

import java.util.List;

/**
 * The gradient of the rectifier: {@code dx = dy * (s > 0 ? 1 : slope)}, where s is the rectifier's
 * input, or its output, which has the same sign.
 *
 * <p>Operands: {@code dy}, {@code s} read, {@code dx} overwritten; dx may be the same view as dy.
 * Source: Caffe's ReLULayer.
 *
 * @param count number of elements
 * @param slope factor where s is not positive
 */
public record ReluBackward(long count, float slope) implements CompositeOp {
  @Override
  public List<Operand> operands() {
    return List.of(Operand.read("dy", count), Operand.read("s", count), Operand.write("dx", count));
  }

  @Override
  public Cost cost() {
    return Cost.of(count, operands());
  }

  @Override
  public List<TileAxis> tileAxes() {
    return List.of(
        TileAxis.along("elements", count, this, n -> new ReluBackward(n, slope), 0, 0, 0));
  }

  @Override
  public Decomposition decompose() {
    Decomposition.Builder steps = Decomposition.builder();
    Decomposition.Ref factor = steps.temporary(count);
    return steps
        .step(new Unary(Unary.Function.RELU_SLOPE, count, slope, 0), steps.operand(1), factor)
        .step(new Binary(BinaryFunction.MUL, count), steps.operand(0), factor, steps.operand(2))
        .build();
  }
}
