package io.decant.backend.cuda.operator;

import java.util.Optional;

/** Remembers which candidate was chosen for what. Thread-safe. */
interface Choices {
  /**
   * A choice.
   *
   * @param name the candidate's
   * @param nanos how long it took
   */
  record Choice(String name, long nanos) {}

  /** Returns what was chosen for this. */
  Optional<Choice> of(String question);

  /** Remembers a choice. */
  void remember(String question, Choice choice);
}
