package io.decant.conformance.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.decant.conformance.cases.OperatorCase;
import io.decant.spi.op.Operand;
import java.util.List;

/** A case, its inputs as numbers, and what the oracle makes of its decomposition. */
final class Formula {
  private final OperatorCase subject;
  private final List<Estimates> results;

  Formula(OperatorCase subject) {
    this.subject = subject;
    this.results = subject.expected();
  }

  /** Returns an element of an operand before the operator runs. */
  double in(String name, long element) {
    int[] words = subject.data().get(index(name));
    return Float.intBitsToFloat(words[Math.toIntExact(element)]);
  }

  /** Compares an element of a result with what a direct formula gives. */
  void expect(String name, long element, double expected) {
    double found = results.get(index(name)).value(element);
    assertEquals(
        expected,
        found,
        1e-6 * Math.max(1, Math.abs(expected)),
        () -> name + "[" + element + "] of " + subject);
  }

  private int index(String name) {
    List<Operand> operands = subject.spec().operands();
    for (int i = 0; i < operands.size(); i++) {
      if (operands.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException(subject + " has no operand " + name);
  }
}
