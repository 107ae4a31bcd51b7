package io.decant.spi.memory;

import io.decant.spi.op.OpSpec;
import java.util.List;

/**
 * An operator at its place in a program.
 *
 * @param spec what it computes
 * @param operands where its operands are, in the spec's order
 * @param layer the layer that emitted it
 * @param direction the part of the iteration it belongs to
 */
public record ProgramOp(OpSpec spec, List<Region> operands, String layer, Direction direction) {
  /** Copies the list. */
  public ProgramOp {
    operands = List.copyOf(operands);
  }

  @Override
  public String toString() {
    return layer + " " + direction + " " + spec.name();
  }
}
