package io.decant.conformance.cases;

import java.util.List;
import java.util.Random;

/** Random choices. */
final class Pick {
  private Pick() {}

  /** Returns an integer from {@code low} to {@code high}, both included. */
  static int from(Random random, int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  /** Returns one of the choices. */
  @SafeVarargs
  static <T> T of(Random random, T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** Returns one of the choices. */
  static <T> T of(Random random, List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Returns a length from 1 to 300, more often short than long. */
  static int length(Random random) {
    return from(random, 1, of(random, 8, 40, 300));
  }
}
