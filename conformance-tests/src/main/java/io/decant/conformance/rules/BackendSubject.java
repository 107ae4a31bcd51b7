package io.decant.conformance.rules;

import io.decant.spi.device.BackendProvider;
import java.time.Duration;
import java.util.Optional;

/** What is under test. */
public interface BackendSubject {
  /** Returns the provider of the backend under test. */
  BackendProvider provider();

  /** Returns the index of the device under test. */
  default int deviceIndex() {
    return 0;
  }

  /** Returns how long to wait for something that never comes. */
  default Duration patience() {
    return Duration.ofMinutes(1);
  }

  /** Returns how to make work fail after it was enqueued, if there is a way. */
  default Optional<FaultyWork> faultyWork() {
    return Optional.empty();
  }

  /**
   * Returns how many random cases each operator is tried with, besides those that are always tried:
   * a dozen, or two hundred where the system property {@code decant.full} is true.
   */
  default int randomCases() {
    return Boolean.getBoolean("decant.full") ? 200 : 12;
  }
}
