package io.decant.spi.memory;

import io.decant.spi.op.Cost;
import io.decant.spi.op.OpClass;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Operand;
import java.util.List;

/**
 * An operator that uploads the next batch of a source.
 *
 * @param name for logs and errors
 * @param operands the tensors of a batch, all overwritten
 * @param source where batches come from
 */
public record SourceOp(String name, List<Operand> operands, BatchSource source) implements OpSpec {
  /** Copies the list. */
  public SourceOp {
    operands = List.copyOf(operands);
  }

  @Override
  public Cost cost() {
    return Cost.of(0, operands);
  }

  @Override
  public OpClass opClass() {
    return OpClass.SOURCE;
  }
}
