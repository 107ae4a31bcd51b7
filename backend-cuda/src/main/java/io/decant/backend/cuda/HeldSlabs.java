package io.decant.backend.cuda;

import java.util.ArrayList;
import java.util.List;

/** Slabs that are not released while a call uses them. */
final class HeldSlabs implements AutoCloseable {
  private final List<CudaSlab> slabs = new ArrayList<>();
  private final List<Long> addresses = new ArrayList<>();

  /**
   * Holds a slab.
   *
   * @param offset in bytes
   * @throws IllegalStateException when the slab is closed
   */
  void add(CudaSlab slab, long offset) {
    slab.acquire();
    slabs.add(slab);
    addresses.add(slab.address() + offset);
  }

  /** Returns the addresses behind the offsets, in the order of the calls. */
  long[] addresses() {
    return addresses.stream().mapToLong(Long::longValue).toArray();
  }

  @Override
  public void close() {
    slabs.forEach(CudaSlab::release);
  }
}
