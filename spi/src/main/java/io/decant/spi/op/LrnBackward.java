package io.decant.spi.op;

import java.util.List;

/**
 * The gradient of {@link Lrn}: {@code dx = dy * scale^-beta - 2 alpha beta / size * x * sum of (dy
 * * y / scale) over the neighbouring channels}.
 *
 * <p>Operands: {@code x}, {@code scale}, {@code y}, {@code dy} read, {@code dx} overwritten.
 *
 * @param geometry sizes and constants
 */
public record LrnBackward(LrnGeometry geometry) implements LrnOp {
  @Override
  public LrnBackward over(long outerExtent, long innerExtent) {
    return new LrnBackward(geometry.over(outerExtent, innerExtent));
  }

  @Override
  public List<Operand> operands() {
    return List.of(
        geometry.operand("x", Intent.READ),
        geometry.operand("scale", Intent.READ),
        geometry.operand("y", Intent.READ),
        geometry.operand("dy", Intent.READ),
        geometry.operand("dx", Intent.WRITE));
  }

  @Override
  public Cost cost() {
    return Cost.of(geometry.count() * (geometry.size() + 8), operands());
  }

  @Override
  public Decomposition decompose() {
    long count = geometry.count();
    float factor = -2 * geometry.alpha() * geometry.beta() / geometry.size();
    Decomposition.Builder steps = Decomposition.builder();
    Decomposition.Ref ratio = steps.temporary(count);
    Decomposition.Ref sums = steps.temporary(count);
    Decomposition.Ref scale = steps.operand(1);
    Decomposition.Ref dy = steps.operand(3);
    Decomposition.Ref dx = steps.operand(4);
    Binary multiply = new Binary(BinaryFunction.MUL, count);
    return steps
        .step(multiply, dy, steps.operand(2), ratio)
        .step(new Binary(BinaryFunction.DIV, count), ratio, scale, ratio)
        .step(geometry.neighbourhoodSum(), ratio, sums)
        .step(multiply, steps.operand(0), sums, sums)
        .step(new Unary(Unary.Function.POW, count, -geometry.beta(), 0), scale, dx)
        .step(multiply, dy, dx, dx)
        .step(Axpby.of(count, factor, 1), sums, dx)
        .build();
  }
}
