package io.decant.spi.memory;

import java.util.OptionalLong;

/**
 * What the user asked for. Immutable.
 *
 * @param deviceMemory cap on device memory in bytes
 * @param largeModelSupport whether, and which, blocks may leave the device
 * @param planner name of the {@link PlannerProvider} that decides when they do
 */
public record MemoryOptions(
    OptionalLong deviceMemory, LargeModelSupport largeModelSupport, String planner) {
  /** The planner that is used when none is named. */
  public static final String DEFAULT_PLANNER = "hybrid";

  /** All of the device's memory, everything stays on it. */
  public static final MemoryOptions DEFAULT =
      new MemoryOptions(OptionalLong.empty(), LargeModelSupport.OFF, DEFAULT_PLANNER);

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

  /** Returns these options with a cap on device memory, in bytes. */
  public MemoryOptions withDeviceMemory(long bytes) {
    return new MemoryOptions(OptionalLong.of(bytes), largeModelSupport, planner);
  }

  /** Returns these options with or without large-model support. */
  public MemoryOptions with(LargeModelSupport mode) {
    return new MemoryOptions(deviceMemory, mode, planner);
  }

  /** Returns these options with another planner. */
  public MemoryOptions withPlanner(String name) {
    return new MemoryOptions(deviceMemory, largeModelSupport, name);
  }
}
