package io.decant.tiering;

import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceException;
import io.decant.spi.device.DeviceStream;
import org.jspecify.annotations.Nullable;

/**
 * A point on a {@link Timeline}. Where a thread of its own feeds the stream, the point may lie
 * ahead: its event is recorded once that thread has come there. Where the host does the last step,
 * there is no event: it says when that is done. Needs no closing: its timeline does that once it is
 * reached. Thread-safe.
 */
final class Fence {
  /** No other number is as large. */
  private static final long UNORDERED = Long.MAX_VALUE;

  private final Timeline origin;
  private final long number;
  private @Nullable DeviceEvent event;
  private @Nullable DeviceException failure;
  private boolean reached;
  private int waiting;

  /** Creates a fence that other fences of its timeline say nothing about. */
  Fence(Timeline origin) {
    this(origin, UNORDERED);
  }

  /**
   * Creates a fence.
   *
   * @param number larger than those of fences that it is behind
   */
  Fence(Timeline origin, long number) {
    this.origin = origin;
    this.number = number;
  }

  Timeline origin() {
    return origin;
  }

  /** Returns whether whoever waits for the fence waits for all of its timeline with less. */
  boolean isOrdered() {
    return number != UNORDERED;
  }

  /** Returns what is larger the later the fence comes on its timeline. */
  long number() {
    return number;
  }

  /** Gives it its event. */
  synchronized void record(DeviceEvent recorded) {
    event = recorded;
    notifyAll();
  }

  /** Takes note that the host has done the work before it, so that no event is needed. */
  synchronized void pass() {
    reached = true;
    notifyAll();
  }

  /** Says that its event will never be recorded; does nothing when it was. */
  synchronized void fail(DeviceException cause) {
    if (event == null && !reached) {
      failure = cause;
      notifyAll();
    }
  }

  /** Returns whether the work before it is known to have succeeded. */
  synchronized boolean isReached() {
    return reached;
  }

  /** Returns whether the work before it is done, successfully or not. */
  synchronized boolean isDone() {
    return reached || failure != null || (event != null && event.isDone());
  }

  /**
   * Makes later work on a stream wait; waits itself as long as the event is not recorded.
   *
   * @throws DeviceException when it never will be
   */
  synchronized void awaitOn(DeviceStream stream) {
    DeviceEvent recorded = recorded();
    if (recorded != null) {
      stream.await(recorded);
    }
  }

  /**
   * Waits for the work before it, on any thread.
   *
   * @throws DeviceException when some of it failed
   */
  void await() {
    DeviceEvent recorded;
    synchronized (this) {
      recorded = recorded();
      if (recorded == null) {
        return;
      }
      waiting++;
    }
    try {
      recorded.synchronize();
    } finally {
      synchronized (this) {
        waiting--;
        closeWhenUnused();
      }
    }
  }

  /**
   * Waits for the work before it, on the thread that the timeline belongs to.
   *
   * @throws DeviceException when some of it failed
   */
  void synchronize() {
    if (!isReached()) {
      origin.flush();
      await();
      origin.settle();
    }
  }

  /**
   * Takes note that the work before it is done.
   *
   * @throws DeviceException when some of it failed
   */
  synchronized void reach() {
    DeviceEvent recorded = recorded();
    if (recorded != null) {
      recorded.synchronize();
      giveUp();
    }
  }

  /** Counts as reached from now on, whatever became of it. */
  synchronized void giveUp() {
    reached = true;
    notifyAll();
    closeWhenUnused();
  }

  private void closeWhenUnused() {
    if (reached && waiting == 0 && event != null) {
      event.close();
    }
  }

  /**
   * Waits, with the lock released, until the event is recorded; interrupts do not end that. Returns
   * null once the fence is reached.
   */
  private @Nullable DeviceEvent recorded() {
    boolean interrupted = false;
    while (event == null && failure == null && !reached) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw CopyThread.surfaced(failure);
    }
    return reached ? null : event;
  }
}
