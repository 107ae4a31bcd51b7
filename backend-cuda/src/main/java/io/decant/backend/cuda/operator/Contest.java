package io.decant.backend.cuda.operator;

import io.decant.spi.device.DeviceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds the fastest of several candidates. */
final class Contest {
  /**
   * The fastest.
   *
   * @param candidate which
   * @param nanos how long it takes
   */
  record Winner(Candidate candidate, long nanos) {}

  private final Consumer<String> log;

  /**
   * @param log learns which candidates cannot be run, and why
   */
  Contest(Consumer<String> log) {
    this.log = log;
  }

  /**
   * Runs each candidate and keeps the fastest; the others are closed. Of equals the first is kept.
   *
   * @param candidates at least one
   * @return the fastest, or empty when none of them can be run
   */
  Optional<Winner> winner(List<Candidate> candidates, Trial trial) {
    List<Candidate> losers = new ArrayList<>(candidates);
    Optional<Winner> winner = Optional.empty();
    long best = Long.MAX_VALUE;
    try {
      for (Candidate candidate : candidates) {
        long nanos = nanos(candidate, trial, best);
        if (nanos < best) {
          best = nanos;
          winner = Optional.of(new Winner(candidate, nanos));
        }
      }
      winner.ifPresent(fastest -> losers.remove(fastest.candidate()));
      return winner;
    } finally {
      losers.forEach(Candidate::close);
    }
  }

  private long nanos(Candidate candidate, Trial trial, long best) {
    try {
      return trial.nanos(candidate.executable(), best);
    } catch (DeviceException e) {
      log.accept(candidate.name() + " cannot be run: " + e.getMessage());
      return Long.MAX_VALUE;
    }
  }
}
