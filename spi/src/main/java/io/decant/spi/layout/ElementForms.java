package io.decant.spi.layout;

import java.util.Optional;
import java.util.stream.IntStream;

/** Operators that treat each element alike, and all their elements in the same order. */
final class ElementForms {
  private ElementForms() {}

  /** Returns the family of those whose operands all hold the elements. */
  static Family all() {
    return (op, known) -> {
      int[] operands = IntStream.range(0, op.operands().size()).toArray();
      return of(operands).form(op, known);
    };
  }

  /** Returns the family of those whose first and last operand hold the elements. */
  static Family firstAndLast() {
    return (op, known) -> of(0, op.operands().size() - 1).form(op, known);
  }

  private static Family of(int... operands) {
    return (op, known) -> {
      for (int operand : operands) {
        if (!op.operands().get(operand).tensor().isDense()) {
          return Optional.empty();
        }
      }
      return Family.firstKnown(op, known, operands)
          .map(extents -> Form.of(op.spec(), extents, operands));
    };
  }
}
