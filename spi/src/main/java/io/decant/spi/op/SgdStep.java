package io.decant.spi.op;

import java.util.ArrayList;
import java.util.List;

/**
 * One step of stochastic gradient descent with momentum: {@code g = gradientScale * clip * gradient
 * + decay * r(w)}, {@code history = momentum * history + rateMultiplier * rate * g}, {@code w = w -
 * history}, where r(w) is w, or sign(w) for L1 regularisation.
 *
 * <p>Operands: {@code gradient} read; {@code rate} (1) read; {@code clip} (1) read if {@code
 * clipped}; {@code history}, {@code w} changed. Source: Caffe's SGDSolver.
 *
 * @param count number of weights
 * @param momentum share of the old step
 * @param rateMultiplier the parameter's lr_mult
 * @param decay weight_decay times the parameter's decay_mult
 * @param l1 whether regularisation is L1 instead of L2
 * @param gradientScale constant factor of the gradient: 1 / iter_size
 * @param clipped whether the gradient is scaled by a device scalar
 */
public record SgdStep(
    long count,
    float momentum,
    float rateMultiplier,
    float decay,
    boolean l1,
    float gradientScale,
    boolean clipped)
    implements CompositeOp {
  @Override
  public List<Operand> operands() {
    List<Operand> operands = new ArrayList<>(5);
    operands.add(Operand.read("gradient", count));
    operands.add(Operand.read("rate", 1));
    if (clipped) {
      operands.add(Operand.read("clip", 1));
    }
    operands.add(Operand.update("history", count));
    operands.add(Operand.update("w", count));
    return List.copyOf(operands);
  }

  @Override
  public Cost cost() {
    return Cost.of(4 * count, operands());
  }

  @Override
  public OpClass opClass() {
    return OpClass.STATE;
  }

  @Override
  public Decomposition decompose() {
    Decomposition.Builder steps = Decomposition.builder();
    Decomposition.Ref history = steps.operand(clipped ? 3 : 2);
    Decomposition.Ref weights = steps.operand(clipped ? 4 : 3);
    Decomposition.Ref gradient = steps.temporary(count);
    if (clipped) {
      steps.step(
          Axpby.scaledBy(count, gradientScale), steps.operand(0), steps.operand(2), gradient);
    } else {
      steps.step(Axpby.of(count, gradientScale, 0), steps.operand(0), gradient);
    }
    if (decay != 0 && l1) {
      Decomposition.Ref sign = steps.temporary(count);
      steps
          .step(Unary.of(Unary.Function.SIGN, count), weights, sign)
          .step(Axpby.of(count, decay, 1), sign, gradient);
    } else if (decay != 0) {
      steps.step(Axpby.of(count, decay, 1), weights, gradient);
    }
    return steps
        .step(
            new Axpby(count, rateMultiplier, true, momentum, false),
            gradient,
            steps.operand(1),
            history)
        .step(Axpby.of(count, -1, 1), history, weights)
        .build();
  }
}
