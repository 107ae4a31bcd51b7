package io.decant.spi.memory;

import io.decant.spi.device.DeviceFacts;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the user asked for. Immutable.
 *
 * @param deviceMemory cap on device memory in bytes
 * @param largeModelSupport whether, and which, blocks may leave the device
 * @param planner name of the {@link PlannerProvider} that decides when they do
 * @param pinnedMemory cap in bytes on pinned host memory for blocks that left
 * @param hostMemory cap in bytes on pageable host memory for those that found no room there
 * @param spillDirectory where a file may take those that found no room in host memory
 */
public record MemoryOptions(
    OptionalLong deviceMemory,
    LargeModelSupport largeModelSupport,
    String planner,
    OptionalLong pinnedMemory,
    OptionalLong hostMemory,
    Optional<Path> spillDirectory) {
  /** The planner that is used when none is named. */
  public static final String DEFAULT_PLANNER = "hybrid";

  /** All of the device's memory, everything stays on it. */
  public static final MemoryOptions DEFAULT =
      new MemoryOptions(
          OptionalLong.empty(),
          LargeModelSupport.OFF,
          DEFAULT_PLANNER,
          OptionalLong.empty(),
          OptionalLong.empty(),
          Optional.empty());

  /**
   * Whether, and which, blocks may leave the device. Source: the flags of IBM's Large Model Support
   * for Caffe.
   *
   * @param enabled whether any may
   * @param aboveBytes only blocks larger than this may
   * @param fraction management starts once the blocks so far exceed this share of the pool, 0 to 1
   */
  public record LargeModelSupport(boolean enabled, long aboveBytes, double fraction) {
    /** Everything stays; a net that does not fit is refused. */
    public static final LargeModelSupport OFF = new LargeModelSupport(false, 0, 0);

    /** Whatever need be leaves. */
    public static final LargeModelSupport AUTO = new LargeModelSupport(true, 0, 0);

    /** Checks the ranges. */
    public LargeModelSupport {
      if (aboveBytes < 0 || !(fraction >= 0 && fraction <= 1)) {
        throw new IllegalArgumentException(
            "a size of at least 0 and a fraction from 0 to 1 are needed, not "
                + aboveBytes
                + " and "
                + fraction);
      }
    }

    /** Returns whether a block is large enough to leave. */
    public boolean manages(Block block) {
      return enabled && block.bytes() > aboveBytes;
    }
  }

  /** Returns what a pool may take of a device: the cap, or all that the device has. */
  public long poolBytes(DeviceFacts device) {
    return Math.min(device.memoryBytes(), deviceMemory.orElse(Long.MAX_VALUE));
  }

  /** Returns these options with a cap on device memory, in bytes. */
  public MemoryOptions withDeviceMemory(long bytes) {
    return new MemoryOptions(
        OptionalLong.of(bytes),
        largeModelSupport,
        planner,
        pinnedMemory,
        hostMemory,
        spillDirectory);
  }

  /** Returns these options with or without large-model support. */
  public MemoryOptions with(LargeModelSupport mode) {
    return new MemoryOptions(deviceMemory, mode, planner, pinnedMemory, hostMemory, spillDirectory);
  }

  /** Returns these options with another planner. */
  public MemoryOptions withPlanner(String name) {
    return new MemoryOptions(
        deviceMemory, largeModelSupport, name, pinnedMemory, hostMemory, spillDirectory);
  }

  /** Returns these options with a cap on pinned host memory, in bytes; 0 for none. */
  public MemoryOptions withPinnedMemory(long bytes) {
    return new MemoryOptions(
        deviceMemory,
        largeModelSupport,
        planner,
        OptionalLong.of(bytes),
        hostMemory,
        spillDirectory);
  }

  /** Returns these options with a cap on pageable host memory, in bytes; 0 for none. */
  public MemoryOptions withHostMemory(long bytes) {
    return new MemoryOptions(
        deviceMemory,
        largeModelSupport,
        planner,
        pinnedMemory,
        OptionalLong.of(bytes),
        spillDirectory);
  }

  /** Returns these options with a folder for the file that takes what finds no room in memory. */
  public MemoryOptions withSpillDirectory(Path directory) {
    return new MemoryOptions(
        deviceMemory, largeModelSupport, planner, pinnedMemory, hostMemory, Optional.of(directory));
  }
}
