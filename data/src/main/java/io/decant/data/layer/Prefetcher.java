package io.decant.data.layer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A thread that fills free slots in order, until it is closed or a batch cannot be read. The thread
 * is never interrupted, since that would close the files that it reads.
 */
final class Prefetcher implements AutoCloseable {
  /** What the thread hands over: a full slot, or why there is none. */
  private record Filled(@Nullable BatchSlot slot, @Nullable Throwable failure) {}

  private final BatchReader reader;
  private final FreeSlots free;
  private final BlockingQueue<Filled> filled;
  private final Thread thread;

  /**
   * Starts the thread.
   *
   * @param from the record to begin with
   * @param free slots to fill; those that were filled in vain are put back on closing
   */
  Prefetcher(String name, BatchReader reader, long from, FreeSlots free, int slots) {
    this.reader = reader;
    this.free = free;
    this.filled = new ArrayBlockingQueue<>(slots + 1);
    this.thread = new Thread(() -> run(from), "decant-data-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Returns the next full slot, waiting for it if necessary.
   *
   * @throws IOException what kept the thread from reading; again on every further call
   */
  BatchSlot next() throws IOException {
    Filled next;
    try {
      next = filled.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for data");
    }
    if (next.slot() != null) {
      return next.slot();
    }
    filled.add(next);
    Throwable cause = next.failure();
    String message = cause == null ? null : cause.getMessage();
    throw new IOException(message == null ? String.valueOf(cause) : message, cause);
  }

  private void run(long from) {
    BatchSlot slot = null;
    try {
      reader.seek(from);
      for (slot = free.take(); slot != null; slot = free.take()) {
        List<FloatBuffer> buffers = new ArrayList<>();
        slot.tensors().forEach(tensor -> buffers.add(tensor.floats()));
        reader.read(buffers);
        slot.end(reader.position());
        filled.add(new Filled(slot, null));
      }
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      if (slot != null) {
        free.add(slot);
      }
      filled.add(new Filled(null, e));
    } catch (InterruptedException e) {
      filled.add(new Filled(null, new IllegalStateException("the data thread was interrupted", e)));
    }
  }

  /** Ends the thread, after the batch that it is reading. */
  @Override
  public void close() {
    free.stopped(true);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    free.stopped(false);
    for (Filled unused = filled.poll(); unused != null; unused = filled.poll()) {
      if (unused.slot() != null) {
        free.add(unused.slot());
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
