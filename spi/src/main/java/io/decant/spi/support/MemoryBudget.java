package io.decant.spi.support;

import io.decant.spi.device.OutOfDeviceMemoryException;
import java.util.function.Supplier;

/**
 * Counts the bytes of live slabs against the device's memory. A slab that is closed while work on
 * it is still enqueued may be announced with {@link #closing}; a request that needs its bytes waits
 * for them. Thread-safe.
 */
public final class MemoryBudget {
  private final String device;
  private final long capacity;
  private long used;
  private long closing;

  /**
   * Counts from nothing.
   *
   * @param device name, for errors
   * @param capacity in bytes
   */
  public MemoryBudget(String device, long capacity) {
    this.device = device;
    this.capacity = capacity;
  }

  /** Returns the bytes that may live at a time. */
  public long capacity() {
    return capacity;
  }

  /** Returns the bytes that are free. */
  public synchronized long available() {
    return capacity - used;
  }

  /**
   * Takes bytes, waiting for closed slabs where that helps.
   *
   * @throws OutOfDeviceMemoryException when they are not free
   */
  public synchronized void take(long bytes) {
    boolean interrupted = false;
    while (bytes > capacity - used) {
      if (bytes > capacity - used + closing) {
        throw new OutOfDeviceMemoryException(device, bytes, capacity - used);
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

  /**
   * Takes bytes for something, and gives them back where it cannot be made.
   *
   * @throws OutOfDeviceMemoryException when they are not free
   */
  public <T> T take(long bytes, Supplier<T> creation) {
    take(bytes);
    try {
      return creation.get();
    } catch (RuntimeException | Error e) {
      release(bytes);
      throw e;
    }
  }

  /** Gives back bytes. */
  public synchronized void release(long bytes) {
    used -= bytes;
    notifyAll();
  }

  /** Announces that bytes will be given back by {@link #closed}. */
  public synchronized void closing(long bytes) {
    closing += bytes;
  }

  /** Gives back bytes that were announced. */
  public synchronized void closed(long bytes) {
    closing -= bytes;
    release(bytes);
  }
}
