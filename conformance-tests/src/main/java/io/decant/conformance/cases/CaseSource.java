package io.decant.conformance.cases;

import java.util.List;
import java.util.Random;

/** Makes cases of one operator. Stateless. */
interface CaseSource {
  /** Returns cases that are worth trying always: sizes of 1, odd sizes, every function. */
  List<OperatorCase> edges(Random random);

  /** Returns cases in which some extent is 0. */
  List<OperatorCase> empty(Random random);

  /** Returns cases that are large, for values and repetition only. */
  default List<OperatorCase> large(Random random) {
    return List.of();
  }

  /** Returns a case of random geometry. */
  OperatorCase any(Random random);
}
