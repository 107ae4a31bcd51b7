package io.decant.backend.cpu;

import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceException;
import io.decant.spi.support.Owned;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A point in a stream. */
final class CpuEvent implements DeviceEvent, Owned {
  private static final int SPINS = 2_000;

  private final CpuDevice device;
  private final List<Runnable> actions = new ArrayList<>(1);
  private volatile boolean done;
  private volatile boolean closed;
  private long nanos;
  private @Nullable DeviceException failure;

  CpuEvent(CpuDevice device) {
    this.device = device;
  }

  @Override
  public CpuDevice owner() {
    return device;
  }

  /** Marks the event; called once, by its stream. */
  void complete(@Nullable DeviceException cause) {
    List<Runnable> registered;
    synchronized (this) {
      nanos = System.nanoTime();
      failure = cause;
      done = true;
      notifyAll();
      registered = List.copyOf(actions);
      actions.clear();
    }
    registered.forEach(device::complete);
  }

  /** Waits, and returns how the work before the event failed, if it did. */
  @Nullable DeviceException awaitDone() {
    for (int spin = 0; spin < SPINS && !done; spin++) {
      Thread.onSpinWait();
    }
    boolean interrupted = false;
    synchronized (this) {
      while (!done) {
        try {
          wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      return failure;
    }
  }

  @Override
  public boolean isDone() {
    checkOpen();
    return done;
  }

  @Override
  public void synchronize() {
    checkOpen();
    DeviceException cause = awaitDone();
    if (cause != null) {
      throw StreamThread.surfaced(cause);
    }
  }

  @Override
  public long nanosSince(DeviceEvent earlier) {
    checkOpen();
    CpuEvent other = device.own(earlier);
    other.checkOpen();
    return doneAt() - other.doneAt();
  }

  private synchronized long doneAt() {
    if (!done) {
      throw new IllegalStateException("the event is not done; synchronize with it first");
    }
    return nanos;
  }

  @Override
  public void onCompletion(Runnable action) {
    checkOpen();
    synchronized (this) {
      if (!done) {
        actions.add(action);
        return;
      }
    }
    device.complete(action);
  }

  void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the event was closed");
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
