package io.decant.backend.cuda;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Slabs that are not released while a call uses them. */
final class HeldSlabs implements AutoCloseable {
  private final List<CudaSlab> slabs = new ArrayList<>();
  private long[] addresses = new long[4];

  /**
   * Holds a slab.
   *
   * @param offset in bytes
   * @throws IllegalStateException when the slab is closed
   */
  void add(CudaSlab slab, long offset) {
    slab.acquire();
    if (slabs.size() == addresses.length) {
      addresses = Arrays.copyOf(addresses, 2 * addresses.length);
    }
    addresses[slabs.size()] = slab.address() + offset;
    slabs.add(slab);
  }

  /** Returns the addresses behind the offsets, in the order of the calls. */
  long[] addresses() {
    return Arrays.copyOf(addresses, slabs.size());
  }

  @Override
  public void close() {
    slabs.forEach(CudaSlab::release);
  }
}
