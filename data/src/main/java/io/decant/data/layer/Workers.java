package io.decant.data.layer;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Threads, one for each core, that work on the items of a batch together with the thread that asks
 * for it. They are made when first needed. {@link #run} is for one thread at a time.
 */
final class Workers implements AutoCloseable {
  private final String name;
  private final int helpers = Runtime.getRuntime().availableProcessors() - 1;
  private @Nullable ExecutorService threads;

  /**
   * Names the threads.
   *
   * @param name of the layer
   */
  Workers(String name) {
    this.name = name;
  }

  /**
   * Works on items 0 to {@code count}, exclusive, in any order, and waits for the last.
   *
   * @param parallel whether several threads are worth it
   */
  void run(int count, boolean parallel, IntConsumer work) {
    int helping = parallel ? Math.min(helpers, count - 1) : 0;
    AtomicInteger next = new AtomicInteger();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    Runnable all =
        () -> {
          try {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
              work.accept(i);
            }
          } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
            next.set(count);
          }
        };
    CountDownLatch done = new CountDownLatch(helping);
    for (int i = 0; i < helping; i++) {
      threads()
          .execute(
              () -> {
                all.run();
                done.countDown();
              });
    }
    all.run();
    await(done);
    rethrow(failure.get());
  }

  private static void await(CountDownLatch done) {
    boolean interrupted = false;
    while (true) {
      try {
        done.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void rethrow(@Nullable Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
  }

  private ExecutorService threads() {
    ExecutorService current = threads;
    if (current == null) {
      AtomicInteger number = new AtomicInteger();
      current =
          Executors.newFixedThreadPool(
              helpers,
              task -> {
                Thread thread =
                    new Thread(task, "decant-decode-" + name + "-" + number.incrementAndGet());
                thread.setDaemon(true);
                return thread;
              });
      threads = current;
    }
    return current;
  }

  /** Ends the threads; called when no {@link #run} is under way. */
  @Override
  public void close() {
    if (threads != null) {
      threads.shutdown();
      threads = null;
    }
  }
}
