package io.decant.spi.memory;

import io.decant.spi.device.HostMemory;
import java.util.List;
import java.util.OptionalLong;

/**
 * Knows where every block is and moves them. Used by one thread at a time.
 *
 * <p>A transient block holds nothing when a run of its program begins; a persistent one holds zeros
 * until it is first written.
 */
public interface ResidencyManager {
  /** Begins a run of a program: its transient blocks hold nothing. */
  void begin(LoweredProgram program);

  /**
   * Makes blocks resident and lends them; later work on the compute stream sees their contents.
   *
   * @param accesses what will be done with each block, each block once
   */
  Lease lease(List<BlockAccess> accesses);

  /**
   * Says where a block goes when it comes to the device next. Only the place depends on it; the
   * default pays no attention.
   *
   * @param address where its memory starts in the pool, in bytes
   */
  default void place(Block block, long address) {}

  /**
   * Returns a number that changes whenever a block may have got another address; empty where blocks
   * move while programs run. Recorded work is replayed only under the number that it was recorded
   * under.
   */
  default OptionalLong placement() {
    return OptionalLong.empty();
  }

  /**
   * Enqueues a part of a run in which the host has nothing to do: leases, moves and operators. A
   * manager that records such parts may replay what the same part did before instead, if it does
   * the same; the default enqueues it. Parts with next to nothing for the device to do are enqueued
   * without asking.
   *
   * @param part the index of its first step
   * @param work enqueues the part
   */
  default void enqueue(Schedule schedule, int part, Runnable work) {
    work.run();
  }

  /** Starts to bring a block to the device. */
  void swapIn(Block block);

  /** Starts to copy a block to the host and frees its device memory. */
  void swapOut(Block block);

  /**
   * Starts to copy a block to the host for a {@link Step.WriteBack}; it stays on the device. Does
   * nothing if the host has its contents. The default leaves the copy to {@link #swapOut}.
   */
  default void writeBack(Block block) {}

  /** Frees the device memory of a block whose contents nobody needs. */
  void drop(Block block);

  /**
   * Takes note that an operator is leased next for a {@link Step.Recompute}; the default pays no
   * attention.
   */
  default void recomputes(LoweredOp op) {}

  /**
   * Reads a dense region, wherever it is, and waits for it.
   *
   * @throws IllegalStateException when the block holds nothing any more
   */
  void read(Region region, HostMemory target, long targetOffset);

  /** Writes a dense region, wherever it is, and waits until the source may change. */
  void write(Region region, HostMemory source, long sourceOffset);
}
