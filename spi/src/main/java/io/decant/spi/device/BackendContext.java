package io.decant.spi.device;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** What the engine supplies to a backend that opens a device. Thread-safe. */
public interface BackendContext {
  /** Returns the value of a configuration key, for instance {@code decant.cpu.threads}. */
  Optional<String> property(String key);

  /** Returns a folder for caches that only this user can read; created on first call. */
  Path cacheDirectory();

  /**
   * Returns the cap on device memory in bytes. A device keeps the sum of its live slabs within it
   * and reports it as its memory.
   */
  OptionalLong memoryLimit();

  /** Returns where to say things. */
  BackendListener listener();
}
