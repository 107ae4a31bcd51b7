package io.decant.spi.memory;

import io.decant.spi.device.HostMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A part of a {@link Tier} that holds the contents of one block, or of stripes of one. Several
 * threads may use it at once, but never a range that another one writes at that time. What was read
 * is what was last written, or an exception: a tier whose medium may fail checks that. Buffers are
 * direct ones, so that they can be handed to the system.
 */
public interface TierStorage extends AutoCloseable {
  /**
   * Returns the memory, where this is memory that the device copies from and to at full speed; the
   * same one each time. Copies go there straight, and neither {@link #read} nor {@link #write} is
   * called.
   */
  default Optional<HostMemory> pinned() {
    return Optional.empty();
  }

  /**
   * Reads as many bytes as the buffer has remaining.
   *
   * @param offset of the first byte in the storage; the range lies within it
   * @param target filled from its position to its limit; what is between its limit and its capacity
   *     may change
   * @throws IOException when the contents cannot be read, or are not those that were written
   */
  void read(long offset, ByteBuffer target) throws IOException;

  /**
   * Writes as many bytes as the buffer has remaining.
   *
   * @param offset of the first byte in the storage; the range lies within it
   * @param source read from its position to its limit; what is between its limit and its capacity
   *     may be stored and never read
   * @throws IOException when they cannot be stored
   */
  void write(long offset, ByteBuffer source) throws IOException;

  /** Gives it back to its tier. No copy is under way. Harmless when closed already. */
  @Override
  void close();
}
