package io.decant.conformance.rules;

import io.decant.spi.device.BackendProvider;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What is under test. Tests whose names begin with {@code required_} run on every device, and count
 * as failed when they are skipped; those that begin with {@code optional_} are about what a device
 * need not have, and say when they are skipped what is missing.
 */
@ExtendWith(ClaimWatch.class)
public interface BackendSubject {
  /** Returns the provider of the backend under test. */
  BackendProvider provider();

  /** Returns the index of the device under test. */
  default int deviceIndex() {
    return 0;
  }

  /**
   * Returns whether a machine without the device is an error: yes, since what was not run is not
   * proven. A claim that returns false is skipped there, unless the environment asks for it by
   * {@code DECANT_REQUIRE_} and the backend's name in upper case.
   */
  default boolean deviceRequired() {
    return true;
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
