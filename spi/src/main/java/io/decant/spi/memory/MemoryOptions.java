package io.decant.spi.memory;

import java.util.OptionalLong;

/**
 * What the user asked for.
 *
 * @param deviceMemory cap on device memory in bytes
 * @param largeModelSupport whether blocks may leave the device
 */
public record MemoryOptions(OptionalLong deviceMemory, LargeModelSupport largeModelSupport) {
  /** All of the device's memory, everything stays on it. */
  public static final MemoryOptions DEFAULT =
      new MemoryOptions(OptionalLong.empty(), LargeModelSupport.OFF);

  /** Whether blocks may leave the device. */
  public enum LargeModelSupport {
    /** They stay; a net that does not fit is refused. */
    OFF,
    /** They leave when room is needed. */
    AUTO
  }

  /** Returns these options with a cap on device memory, in bytes. */
  public MemoryOptions withDeviceMemory(long bytes) {
    return new MemoryOptions(OptionalLong.of(bytes), largeModelSupport);
  }

  /** Returns these options with or without large-model support. */
  public MemoryOptions with(LargeModelSupport mode) {
    return new MemoryOptions(deviceMemory, mode);
  }
}
