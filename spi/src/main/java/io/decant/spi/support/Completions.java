package io.decant.spi.support;

import io.decant.spi.device.BackendListener;
import io.decant.spi.device.DeviceException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs what users registered with events, one behind the other, on a thread of its own: an action
 * may wait for a stream, and a driver's threads call nothing. The thread ends when it has been idle
 * for a while. Thread-safe.
 */
public final class Completions implements AutoCloseable {
  private static final int IDLE_SECONDS = 10;

  private final String backend;
  private final BackendListener listener;
  private final ThreadPoolExecutor executor;

  /**
   * Starts no thread yet.
   *
   * @param backend name, for the log and for the thread
   * @param number tells the thread from those of the same backend
   * @param listener told what goes wrong
   */
  public Completions(String backend, int number, BackendListener listener) {
    this.backend = backend;
    this.listener = listener;
    String name = "decant-" + backend + "-completions-" + number;
    this.executor =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> thread(name, work));
    executor.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Runs the action of an event that is done. */
  public void run(Runnable action) {
    executor.execute(() -> runLogged(action));
  }

  /** Runs an action once {@code await} has returned, whether or not it failed. */
  public void run(Runnable await, Runnable action) {
    executor.execute(
        () -> {
          try {
            await.run();
          } catch (DeviceException e) {
            listener.warning(backend + ": waiting for an event failed: " + e);
          }
          runLogged(action);
        });
  }

  private void runLogged(Runnable action) {
    try {
      action.run();
    } catch (Throwable e) {
      listener.warning(backend + ": the action of a completed event failed: " + e);
    }
  }

  /** Runs what is registered already, then ends. */
  @Override
  public void close() {
    executor.shutdown();
  }
}
