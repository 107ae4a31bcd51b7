package io.decant.tiering;

import org.jspecify.annotations.Nullable;

/** Things that all must be tried, whatever fails; the first failure is thrown at the end. */
final class Failures {
  private @Nullable RuntimeException first;

  /** Closes something. */
  void attempt(AutoCloseable step) {
    try {
      step.close();
    } catch (Exception e) {
      RuntimeException failure =
          e instanceof RuntimeException known ? known : new IllegalStateException(e);
      if (first == null) {
        first = failure;
      } else if (first != failure) {
        first.addSuppressed(failure);
      }
    }
  }

  /** Throws the first failure, if there is one. */
  void throwFirst() {
    if (first != null) {
      throw first;
    }
  }
}
