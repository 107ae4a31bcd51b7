package io.decant.tiering;

import io.decant.spi.device.DeviceException;
import io.decant.spi.device.DeviceStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A thread that feeds one stream, in the order of submission. After a failure it runs nothing more:
 * the fences of all later work fail as well.
 */
final class CopyThread {
  private record Job(StreamWork work, List<Fence> fences) {}

  private final DeviceStream stream;
  private final Thread thread;
  private final Deque<Job> jobs = new ArrayDeque<>();
  private boolean stopping;
  private volatile @Nullable DeviceException failure;

  CopyThread(String name, DeviceStream stream) {
    this.stream = stream;
    this.thread = new Thread(this::loop, name);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Takes work.
   *
   * @param fences which the work records, and which fail when it fails
   */
  synchronized void submit(StreamWork work, List<Fence> fences) {
    if (stopping) {
      throw new IllegalStateException(thread.getName() + " has ended");
    }
    jobs.add(new Job(work, fences));
    notifyAll();
  }

  /** Notes that something has failed that work has started and not waited for. */
  synchronized void fail(DeviceException cause) {
    if (failure == null) {
      failure = cause;
    }
  }

  /** Throws what has failed. */
  void check() {
    DeviceException cause = failure;
    if (cause != null) {
      throw surfaced(cause);
    }
  }

  /** Waits until all work is done or has failed, and for the thread to end. */
  void finish() {
    synchronized (this) {
      stopping = true;
      notifyAll();
    }
    Threads.join(thread);
  }

  /** Returns an error for another thread, with where it was noticed and what caused it. */
  static DeviceException surfaced(DeviceException cause) {
    return new DeviceException(String.valueOf(cause.getMessage()), cause);
  }

  private void loop() {
    for (Job job = next(); job != null; job = next()) {
      DeviceException cause = failure;
      if (cause == null) {
        cause = run(job.work);
      }
      if (cause != null) {
        fail(cause);
        for (Fence fence : job.fences) {
          fence.fail(cause);
        }
      }
    }
  }

  private synchronized @Nullable Job next() {
    while (jobs.isEmpty() && !stopping) {
      try {
        wait();
      } catch (InterruptedException e) {
        // nobody has a reason to: the thread ends when it is told to
      }
    }
    return jobs.poll();
  }

  private @Nullable DeviceException run(StreamWork work) {
    try {
      work.run(stream);
      stream.flush();
      return null;
    } catch (Throwable e) {
      return failure(e);
    }
  }

  /** Returns the error of a device, or one that says what another error means. */
  static DeviceException failure(Throwable cause) {
    return cause instanceof DeviceException known
        ? known
        : new DeviceException(
            "a block could not be copied between the device and a tier below it", cause);
  }
}
