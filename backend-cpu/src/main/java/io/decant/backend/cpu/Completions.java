package io.decant.backend.cpu;

import io.decant.spi.device.BackendListener;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs what users registered with events, one after another, on a thread of its own: an action that
 * waits for a stream does not hold that stream up. Thread-safe.
 */
final class Completions implements AutoCloseable {
  private final BackendListener listener;
  private final ThreadPoolExecutor executor;

  Completions(BackendListener listener) {
    this.listener = listener;
    this.executor =
        new ThreadPoolExecutor(
            1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Completions::thread);
    executor.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "decant-cpu-completions");
    thread.setDaemon(true);
    return thread;
  }

  void run(Runnable action) {
    executor.execute(() -> runLogged(action));
  }

  private void runLogged(Runnable action) {
    try {
      action.run();
    } catch (Throwable e) {
      listener.warning(CpuBackendProvider.NAME + ": the action of a completed event failed: " + e);
    }
  }

  /** Runs what is registered already, then ends. */
  @Override
  public void close() {
    executor.shutdown();
  }
}
