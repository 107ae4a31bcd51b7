package io.decant.spi.rewrite;

import io.decant.spi.memory.Program;
import java.util.List;

/**
 * Turns a program into another one that leaves the same, up to rounding, in every persistent and
 * every retained block. Deterministic: equal programs become equal ones, whatever the pool, so that
 * runs with and without large-model support stay bit-identical. Thread-safe.
 *
 * <p>A rewrite keeps the order of what depends on each other, also where a run executes the
 * operators layer by layer. An operator in the place of others names one of their layers and their
 * direction. A program that {@link Program#isCut} or {@link Program#isObserved} is for each rewrite
 * to judge: most return it as it is.
 */
@FunctionalInterface
public interface Rewrite {
  /** Leaves every program as it is. */
  Rewrite NONE = program -> program;

  /** Returns what to lower in the place of a program; the same one where there is nothing to do. */
  Program apply(Program program);

  /** Returns the rewrite that does one after the other. */
  static Rewrite inOrder(List<Rewrite> rewrites) {
    List<Rewrite> all = List.copyOf(rewrites);
    return program -> {
      Program result = program;
      for (Rewrite rewrite : all) {
        result = rewrite.apply(result);
      }
      return result;
    };
  }
}
