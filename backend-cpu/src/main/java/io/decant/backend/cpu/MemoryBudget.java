package io.decant.backend.cpu;

import io.decant.spi.device.OutOfDeviceMemoryException;

/**
 * Counts the bytes of live slabs against the device's memory. A slab that was closed while work on
 * it was still enqueued counts until that work is done; a request that needs its bytes waits for
 * them. Thread-safe.
 */
final class MemoryBudget {
  private final long capacity;
  private long used;
  private long closing;

  MemoryBudget(long capacity) {
    this.capacity = capacity;
  }

  long capacity() {
    return capacity;
  }

  /** Takes bytes, waiting for closed slabs where that helps. */
  synchronized void take(long bytes) {
    boolean interrupted = false;
    while (bytes > capacity - used) {
      if (bytes > capacity - used + closing) {
        throw new OutOfDeviceMemoryException(CpuBackendProvider.NAME, bytes, capacity - used);
      }
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    used += bytes;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Notes that a slab was closed, and will be released. */
  synchronized void closing(long bytes) {
    closing += bytes;
  }

  /** Gives back the bytes of a closed slab. */
  synchronized void release(long bytes) {
    used -= bytes;
    closing -= bytes;
    notifyAll();
  }

  /** Gives back bytes that never became a slab. */
  synchronized void cancel(long bytes) {
    used -= bytes;
    notifyAll();
  }
}
