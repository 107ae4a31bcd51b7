package io.decant.conformance.rules;

import io.decant.spi.op.CompositeOp;
import io.decant.spi.op.Cost;
import io.decant.spi.op.Decomposition;
import io.decant.spi.op.Operand;
import io.decant.spi.op.Unary;
import java.util.List;

/**
 * An operator that no backend has heard of: {@code y = |x|}, composed of one mandatory operator.
 *
 * @param count number of elements
 */
record UnknownOp(long count) implements CompositeOp {
  @Override
  public List<Operand> operands() {
    return List.of(Operand.read("x", count), Operand.write("y", count));
  }

  @Override
  public Cost cost() {
    return Cost.of(count, operands());
  }

  @Override
  public Decomposition decompose() {
    Decomposition.Builder steps = Decomposition.builder();
    return steps
        .step(Unary.of(Unary.Function.ABS, count), steps.operand(0), steps.operand(1))
        .build();
  }
}
