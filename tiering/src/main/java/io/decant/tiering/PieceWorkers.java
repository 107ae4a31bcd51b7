package io.decant.tiering;

import io.decant.spi.device.DeviceException;
import java.io.IOException;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Threads that read or write pieces of storage for a {@link CopyThread}: while one waits for the
 * disk, another one computes a checksum; and one alone copies memory at a fraction of a link's
 * rate.
 */
final class PieceWorkers implements AutoCloseable {
  private static final int MOST_THREADS = 8;

  /** Half of the processors, for each direction. */
  static final int THREADS =
      Math.max(2, Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors() / 2));

  private final ExecutorService work;
  private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

  /**
   * Starts threads when they are needed.
   *
   * @param name of the threads, which get numbers behind it
   */
  PieceWorkers(String name) {
    this.work =
        Executors.newFixedThreadPool(
            THREADS,
            loop -> {
              Thread thread = new Thread(loop, name + "-" + threads.size());
              thread.setDaemon(true);
              threads.add(thread);
              return thread;
            });
  }

  Future<Void> submit(Callable<Void> piece) {
    return work.submit(piece);
  }

  /** Waits for work and throws what it has thrown; interrupts do not end that. */
  static void await(Future<Void> piece) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          piece.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      if (cause instanceof IOException failure) {
        throw new IOException(failure.getMessage(), failure);
      }
      throw new DeviceException("a piece of a block could not be copied: " + cause, cause);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Waits for work, whatever became of it. */
  static void settle(Future<Void> piece) {
    try {
      await(piece);
    } catch (IOException | RuntimeException e) {
      // the first failure of the copy is the one that counts
    }
  }

  /** Ends the threads; nothing is under way. */
  @Override
  public void close() {
    work.shutdown();
    threads.forEach(Threads::join);
  }
}
