package io.decant.spi.op;

import java.util.List;

/**
 * The gradient of {@link Lrn}: {@code dx = dy * scale^-beta - 2 alpha beta / size * x * sum of (dy
 * * y / scale) over the neighbouring channels}, where scale and y are computed again.
 *
 * <p>Operands: {@code dy}, {@code x} read, {@code dx} overwritten; dx may be the same view as dy.
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
        geometry.operand("dy", Intent.READ),
        geometry.operand("x", Intent.READ),
        geometry.operand("dx", Intent.WRITE));
  }

  @Override
  public Cost cost() {
    return Cost.of(geometry.count() * (2 * geometry.size() + 12), operands());
  }

  @Override
  public Decomposition decompose() {
    long count = geometry.count();
    float factor = -2 * geometry.alpha() * geometry.beta() / geometry.size();
    Decomposition.Builder steps = Decomposition.builder();
    Decomposition.Ref scale = steps.temporary(count);
    Decomposition.Ref power = steps.temporary(count);
    Decomposition.Ref ratio = steps.temporary(count);
    Decomposition.Ref dy = steps.operand(0);
    Decomposition.Ref x = steps.operand(1);
    Decomposition.Ref dx = steps.operand(2);
    Binary multiply = new Binary(BinaryFunction.MUL, count);
    geometry.scale(steps, x, ratio, scale);
    return steps
        .step(geometry.power(), scale, power)
        .step(multiply, x, power, ratio)
        .step(multiply, dy, ratio, ratio)
        .step(new Binary(BinaryFunction.DIV, count), ratio, scale, ratio)
        .step(geometry.neighbourhoodSum(), ratio, scale)
        .step(multiply, x, scale, scale)
        .step(multiply, dy, power, dx)
        .step(Axpby.of(count, factor, 1), scale, dx)
        .build();
  }
}
