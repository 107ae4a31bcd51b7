package io.decant.backend.cuda;

/** Slabs that are not released while a call uses them, as the addresses that it is given. */
final class HeldSlabs implements AutoCloseable {
  private final CudaSlab[] slabs;
  private final long[] addresses;
  private int count;

  /** Has room for as many slabs. */
  HeldSlabs(int most) {
    this.slabs = new CudaSlab[most];
    this.addresses = new long[most];
  }

  /**
   * Holds a slab, and returns this.
   *
   * @param offset in bytes
   * @throws IllegalStateException when the slab is closed
   */
  HeldSlabs add(CudaSlab slab, long offset) {
    addresses[count] = slab.acquire().address() + offset;
    slabs[count] = slab;
    count++;
    return this;
  }

  /** Returns an address behind its offset, by the order of the calls. */
  long address(int index) {
    return addresses[index];
  }

  /** Returns the addresses behind the offsets, in the order of the calls. */
  long[] addresses() {
    return addresses;
  }

  @Override
  public void close() {
    for (int i = 0; i < count; i++) {
      slabs[i].release();
    }
  }
}
