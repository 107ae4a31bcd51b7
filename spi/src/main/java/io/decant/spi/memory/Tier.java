package io.decant.spi.memory;

import java.util.Optional;

/**
 * A place below the device for contents of blocks. Allocation is up to one thread at a time;
 * contents of its storages are read and written by others meanwhile.
 */
public interface Tier extends AutoCloseable {
  /** Returns the bytes that it can hold in all, as far as is known now; 0 when it has no room. */
  long capacity();

  /** Returns what a user does to get a larger one, such as {@code raise --host_memory}. */
  String remedy();

  /**
   * Takes storage with undefined contents. The caller closes it.
   *
   * @param bytes at least 1
   * @return empty when there is no room
   */
  Optional<TierStorage> allocate(long bytes);

  /** Releases everything. No storage of it is in use any more. Harmless when closed already. */
  @Override
  void close();
}
