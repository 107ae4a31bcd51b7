package io.decant.backend.opencl;

import io.decant.spi.device.BackendListener;
import io.decant.spi.device.DeviceException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs what users registered with the events of one stream, on a thread of its own that waits for
 * the events one behind the other, as they get done. The driver's own threads call nothing. The
 * thread ends when it has been idle for a while. Thread-safe.
 */
final class Completions {
  private static final int IDLE_SECONDS = 10;

  private final BackendListener listener;
  private final ThreadPoolExecutor executor;

  Completions(String name, BackendListener listener) {
    this.listener = listener;
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

  /** Runs an action once {@code await} has returned, whether or not it failed. */
  void run(Runnable await, Runnable action) {
    executor.execute(
        () -> {
          try {
            await.run();
          } catch (DeviceException e) {
            listener.warning(OpenClBackendProvider.NAME + ": waiting for an event failed: " + e);
          }
          runLogged(action);
        });
  }

  private void runLogged(Runnable action) {
    try {
      action.run();
    } catch (Throwable e) {
      listener.warning(
          OpenClBackendProvider.NAME + ": the action of a completed event failed: " + e);
    }
  }
}
