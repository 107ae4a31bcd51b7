package io.decant.tiering;

import io.decant.spi.device.BackendListener;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.OutOfHostMemoryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A few buffers of pinned host memory, handed out in turn by one thread: while some are copied from
 * or to the device, others are filled or emptied. They start at multiples of {@link #ALIGNMENT}
 * bytes.
 */
final class TransferRing implements AutoCloseable {
  static final int ALIGNMENT = 4096;

  /** Number of buffers: workers have one each, and others are on the link or wait for it. */
  static final int SLOTS = Math.max(8, 3 * PieceWorkers.THREADS);

  /** How many may be filled or waiting for it while others are on the link. */
  static final int AHEAD = SLOTS - PieceWorkers.THREADS;

  private final HostMemory memory;
  private final List<Slot> slots = new ArrayList<>(SLOTS);
  private int turn;

  /**
   * Allocates the buffers.
   *
   * @param slotBytes size of each, a multiple of the alignment
   */
  TransferRing(Device device, BackendListener listener, int slotBytes) {
    this.memory = allocate(device, listener, (long) SLOTS * slotBytes + ALIGNMENT);
    long start = -memory.address() & (ALIGNMENT - 1);
    for (int i = 0; i < SLOTS; i++) {
      slots.add(new Slot(memory, start + (long) i * slotBytes, slotBytes));
    }
  }

  private static HostMemory allocate(Device device, BackendListener listener, long bytes) {
    try {
      return device.allocatePinned(bytes);
    } catch (OutOfHostMemoryException e) {
      listener.warning(
          e.getMessage() + "; copies to and from tiers go through pageable memory, more slowly");
      return HostMemory.allocate(bytes);
    }
  }

  /** Returns the size of a buffer in bytes. */
  int slotBytes() {
    return slots.get(0).bytes;
  }

  /**
   * Returns the next buffer, once the device and a worker are done with it.
   *
   * @throws IOException when the worker failed
   */
  Slot next() throws IOException {
    Slot slot = slots.get(turn);
    turn = (turn + 1) % SLOTS;
    slot.await();
    return slot;
  }

  /**
   * Waits until the device and the workers are done with all buffers.
   *
   * @throws IOException when a worker failed
   */
  void awaitAll() throws IOException {
    for (Slot slot : slots) {
      slot.await();
    }
  }

  /** Releases the buffers; no copy may be under way. */
  @Override
  public void close() {
    slots.forEach(Slot::forget);
    memory.close();
  }

  /** One buffer. */
  static final class Slot {
    private final HostMemory memory;
    private final long offset;
    private final int bytes;
    private @Nullable DeviceEvent busy;
    private @Nullable Future<Void> work;

    private Slot(HostMemory memory, long offset, int bytes) {
      this.memory = memory;
      this.offset = offset;
      this.bytes = bytes;
    }

    HostMemory memory() {
      return memory;
    }

    /** Returns where it starts in the memory. */
    long offset() {
      return offset;
    }

    /** Returns a window on it, whose capacity reaches to its end. */
    ByteBuffer window(long from, long length) {
      return memory.slice(offset + from, bytes - (int) from).limit((int) length);
    }

    /** Notes that the device uses it. */
    void busyUntil(DeviceEvent event) {
      busy = event;
    }

    /** Notes that a worker uses it, once the device is done with it. */
    void busyUntil(Future<Void> worker) {
      work = worker;
    }

    private void await() throws IOException {
      if (work != null) {
        PieceWorkers.await(work);
        work = null;
      }
      awaitDevice();
    }

    /** Waits until the device is done with it. */
    void awaitDevice() {
      if (busy != null) {
        busy.synchronize();
        forget();
      }
    }

    private void forget() {
      if (busy != null) {
        busy.close();
        busy = null;
      }
    }
  }
}
