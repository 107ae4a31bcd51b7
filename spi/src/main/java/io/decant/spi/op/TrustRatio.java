package io.decant.spi.op;

import java.util.ArrayList;
import java.util.List;

/**
 * The rate of one parameter by LARS: {@code local = rate * coefficient * |w| / (|g| + decay *
 * |w|)}, where g is {@code gradientScale * clip * gradient} and |.| the L2 norm; where a norm is
 * zero, {@code local = rate}.
 *
 * <p>Operands, each of one element: {@code gradient_squares} and {@code weight_squares}, the sums
 * of squares, read; {@code rate} read; {@code clip} read if {@code clipped}; {@code local}
 * overwritten. Source: You, Gitman and Ginsburg, Large batch training of convolutional networks,
 * 2017.
 *
 * @param coefficient the step as a share of the weights' norm, at a rate of 1
 * @param decay the decay of weights that is part of the step
 * @param gradientScale constant factor of the gradient: 1 / iter_size
 * @param clipped whether the gradient is scaled by a device scalar
 */
public record TrustRatio(float coefficient, float decay, float gradientScale, boolean clipped)
    implements CompositeOp {
  @Override
  public List<Operand> operands() {
    List<Operand> operands = new ArrayList<>();
    operands.add(Operand.read("gradient_squares", 1));
    operands.add(Operand.read("weight_squares", 1));
    operands.add(Operand.read("rate", 1));
    if (clipped) {
      operands.add(Operand.read("clip", 1));
    }
    operands.add(Operand.write("local", 1));
    return List.copyOf(operands);
  }

  @Override
  public Cost cost() {
    return Cost.of(8, operands());
  }

  @Override
  public Decomposition decompose() {
    Decomposition.Builder steps = Decomposition.builder();
    Decomposition.Ref gradient = steps.temporary(1);
    Decomposition.Ref weights = steps.temporary(1);
    Decomposition.Ref known = steps.temporary(1);
    Decomposition.Ref divisor = steps.temporary(1);
    steps
        .step(Unary.of(Unary.Function.SQRT, 1), steps.operand(0), gradient)
        .step(Unary.of(Unary.Function.SQRT, 1), steps.operand(1), weights);
    if (clipped) {
      steps.step(Axpby.scaledBy(1, gradientScale), gradient, steps.operand(3), gradient);
    } else {
      steps.step(Axpby.of(1, gradientScale, 0), gradient, gradient);
    }
    Decomposition.Ref ratio = weights;
    return steps
        .step(new Unary(Unary.Function.GREATER, 1, 0, 0), gradient, known)
        .step(new Unary(Unary.Function.GREATER, 1, 0, 0), weights, divisor)
        .step(new Binary(BinaryFunction.MUL, 1), known, divisor, known)
        .step(Axpby.of(1, decay, 0), weights, divisor)
        .step(Axpby.of(1, 1, 1), gradient, divisor)
        .step(Axpby.of(1, coefficient, 0), weights, ratio)
        .step(new Binary(BinaryFunction.DIV, 1), ratio, divisor, ratio)
        .step(new Binary(BinaryFunction.MASK, 1), ratio, known, ratio)
        .step(new Unary(Unary.Function.AFFINE, 1, -1, 1), known, known)
        .step(Axpby.of(1, 1, 1), known, ratio)
        .step(
            new Binary(BinaryFunction.MUL, 1),
            ratio,
            steps.operand(2),
            steps.operand(clipped ? 4 : 3))
        .build();
  }
}
