package io.decant.backend.opencl;

import io.decant.spi.device.OutOfDeviceMemoryException;

/** Counts the bytes of live slabs against the device's memory. Thread-safe. */
final class SlabBudget {
  private final String device;
  private final long capacity;
  private long used;

  SlabBudget(String device, long capacity) {
    this.device = device;
    this.capacity = capacity;
  }

  synchronized void take(long bytes) {
    if (bytes > capacity - used) {
      throw new OutOfDeviceMemoryException(device, bytes, capacity - used);
    }
    used += bytes;
  }

  synchronized void release(long bytes) {
    used -= bytes;
  }

  synchronized long available() {
    return capacity - used;
  }
}
