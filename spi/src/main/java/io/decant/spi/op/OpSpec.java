package io.decant.spi.op;

import java.util.List;

/**
 * An immutable description of an operator: what it computes and over which geometry, never where.
 *
 * <p>Two specs that are {@link Object#equals equal} describe the same computation, so an executable
 * prepared for one serves the other. Implementations are records.
 *
 * @see MandatoryOp
 * @see CompositeOp
 */
public interface OpSpec {
  /** Returns the operator's name, for logs and errors. */
  default String name() {
    return getClass().getSimpleName();
  }

  /** Returns the operands, in the order in which views are passed when the operator is enqueued. */
  List<Operand> operands();

  /** Returns the work. */
  Cost cost();

  /** Returns what a planner may do with the operator. */
  default OpClass opClass() {
    return OpClass.PURE;
  }

  /** Returns the axes along which the operator may be cut into smaller ones; none by default. */
  default List<TileAxis> tileAxes() {
    return List.of();
  }
}
