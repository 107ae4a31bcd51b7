package io.decant.spi.memory;

import java.util.Optional;

/**
 * Decides how programs share a device's memory. Used by one thread at a time; closing it releases
 * all device memory that it holds.
 */
public interface MemoryManager extends AutoCloseable {
  /**
   * Returns the memory in which the blocks of each operator must lie together, for cutting those
   * that do not fit; empty where operators are never cut.
   */
  default Optional<PoolCapacity> capacity() {
    return Optional.empty();
  }

  /** Returns whether programs may be rewritten before they come here. */
  default boolean changesPrograms() {
    return true;
  }

  /**
   * Takes a program in and returns how to run it. Nothing has run when this refuses.
   *
   * @throws DeviceMemoryExceededException when it cannot run in the memory there is
   * @throws HostMemoryExceededException when blocks that leave the device might find no room
   */
  Schedule admit(LoweredProgram program);

  /** Takes a program out; its transient blocks are released. */
  void dismiss(LoweredProgram program);

  /**
   * Gives up a persistent block; its contents are lost. Does nothing for one that is not known
   * here.
   *
   * @throws IllegalStateException when an admitted program uses it
   */
  void release(Block persistent);

  /** Returns who knows where blocks are. */
  ResidencyManager residency();

  /** Returns what has been moved so far. */
  MemoryTraffic traffic();

  /** Returns what is expected; empty where nothing is planned or managed. */
  default Optional<MemoryForecast> forecast() {
    return Optional.empty();
  }

  @Override
  void close();
}
