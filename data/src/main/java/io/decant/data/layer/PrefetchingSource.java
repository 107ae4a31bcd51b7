package io.decant.data.layer;

import io.decant.spi.device.HostMemory;
import io.decant.spi.memory.BatchSource;
import io.decant.spi.op.Shape;
import java.io.IOException;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A source that reads batches ahead on a thread of its own, in pinned memory. Its position is the
 * record that the next batch handed out begins with, however far it has read ahead.
 */
final class PrefetchingSource implements BatchSource {
  private final String name;
  private final BatchReader reader;
  private final int slots;
  private final FreeSlots free = new FreeSlots();
  private @Nullable Prefetcher prefetcher;
  private int allocated;
  private boolean closed;
  private volatile long position;

  /**
   * Creates a source.
   *
   * @param name for the thread
   * @param reader before its first record; used by that thread from the start on
   * @param slots number of batches in memory
   */
  PrefetchingSource(String name, BatchReader reader, int slots) {
    this.name = name;
    this.reader = reader;
    this.slots = slots;
  }

  List<Shape> shapes() {
    return reader.shapes();
  }

  /** Returns how many records have been handed out since the start of the sequence. */
  long position() {
    return position;
  }

  /** Takes another seed; what was read ahead with the old one is dropped. */
  void reseed(long seed) {
    change(position, () -> reader.reseed(seed));
  }

  /** Goes to a position; what was read ahead from another is dropped. */
  void seek(long newPosition) {
    change(newPosition, () -> {});
  }

  /**
   * Goes to a position after changing something that the reader uses, while no thread does; what
   * was read ahead is dropped.
   */
  synchronized void change(long newPosition, Runnable change) {
    if (newPosition < 0) {
      throw new IllegalArgumentException("position " + newPosition + " is negative");
    }
    boolean running = prefetcher != null;
    stop();
    try {
      change.run();
      position = newPosition;
    } finally {
      if (running) {
        run();
      }
    }
  }

  /** Does nothing when started already. */
  @Override
  public synchronized void start(LongFunction<HostMemory> pinned) {
    requireOpen();
    if (prefetcher != null) {
      return;
    }
    for (; allocated < slots; allocated++) {
      free.add(new BatchSlot(reader.shapes(), pinned, this::takeBack));
    }
    run();
  }

  @Override
  public Batch next() throws IOException {
    Prefetcher current;
    synchronized (this) {
      requireOpen();
      if (prefetcher == null) {
        throw new IllegalStateException("the source of '" + name + "' was not started");
      }
      current = prefetcher;
    }
    BatchSlot slot = current.next();
    synchronized (this) {
      position = slot.end();
    }
    return slot;
  }

  private void run() {
    prefetcher = new Prefetcher(name, reader, position, free, slots);
  }

  private void stop() {
    if (prefetcher != null) {
      prefetcher.close();
      prefetcher = null;
    }
  }

  private synchronized void takeBack(BatchSlot slot) {
    if (closed) {
      slot.close();
    } else {
      free.add(slot);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the source of '" + name + "' was closed");
    }
  }

  /** Ends the thread and releases the memory; that of a batch still lent when it is given back. */
  @Override
  public synchronized void close() {
    if (!closed) {
      stop();
      reader.close();
      closed = true;
      free.close();
    }
  }
}
