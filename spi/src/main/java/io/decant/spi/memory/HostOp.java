package io.decant.spi.memory;

import io.decant.spi.op.Cost;
import io.decant.spi.op.OpClass;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Operand;
import java.util.List;

/**
 * An operator in Java over host memory. Where it reads, the executor waits for the device; where it
 * only writes, it does not.
 *
 * @param name for logs and errors
 * @param operands the operands
 * @param function the code
 */
public record HostOp(String name, List<Operand> operands, HostFunction function) implements OpSpec {
  /** Copies the list. */
  public HostOp {
    operands = List.copyOf(operands);
  }

  @Override
  public Cost cost() {
    return Cost.of(0, operands);
  }

  @Override
  public OpClass opClass() {
    return OpClass.HOST;
  }
}
