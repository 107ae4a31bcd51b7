package io.decant.backend.cpu;

import io.decant.backend.cpu.work.TaskFailure;
import io.decant.backend.cpu.work.WorkerPool;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.device.DeviceException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs the commands of one stream in order. After a command has failed the others are finished but
 * not run. An idle thread looks for work for a moment before it sleeps.
 */
final class StreamThread extends Thread {
  private static final long SPIN_NANOS = 30_000;
  private static final int SPINS_BETWEEN_CLOCKS = 32;

  private final ConcurrentLinkedQueue<Command> queue = new ConcurrentLinkedQueue<>();
  private final WorkerPool pool;
  private volatile boolean asleep;
  private volatile boolean stopping;
  private volatile boolean ended;
  private volatile @Nullable DeviceException failure;

  StreamThread(String name, WorkerPool pool) {
    super(name);
    setDaemon(true);
    this.pool = pool;
  }

  void enqueue(Command command) {
    queue.add(command);
    if (asleep) {
      LockSupport.unpark(this);
    } else if (ended && queue.remove(command)) {
      finishUnrun(command);
    }
  }

  /** Returns why commands are not run any more, if they are not. */
  @Nullable DeviceException failure() {
    return failure;
  }

  /** Runs what is enqueued, then ends; returns when it has. */
  void stopAndJoin() {
    stopping = true;
    LockSupport.unpark(this);
    boolean interrupted = false;
    while (isAlive()) {
      try {
        join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    Workers workers = new Workers(pool);
    for (Command command = next(); command != null; command = next()) {
      try {
        if (failure == null) {
          command.run(workers);
        }
      } catch (Throwable e) {
        failure = asDeviceException(command, e);
      }
      command.finish();
    }
    ended = true;
    for (Command command = queue.poll(); command != null; command = queue.poll()) {
      finishUnrun(command);
    }
  }

  private void finishUnrun(Command command) {
    failure = new DeviceException(CpuBackendProvider.NAME + ": the stream was closed");
    command.finish();
  }

  private @Nullable Command next() {
    Command command = queue.poll();
    if (command != null) {
      return command;
    }
    long start = System.nanoTime();
    for (int spins = 1; ; spins++) {
      boolean last = stopping;
      command = queue.poll();
      if (command != null || last) {
        return command;
      }
      if (spins % SPINS_BETWEEN_CLOCKS != 0) {
        Thread.onSpinWait();
      } else if (System.nanoTime() - start > SPIN_NANOS) {
        asleep = true;
        while (queue.isEmpty() && !stopping) {
          LockSupport.park(this);
        }
        asleep = false;
        start = System.nanoTime();
      }
    }
  }

  private static DeviceException asDeviceException(Command command, Throwable thrown) {
    Throwable cause = thrown;
    if (thrown instanceof TaskFailure && thrown.getCause() != null) {
      cause = thrown.getCause();
    }
    if (cause instanceof DeviceException known) {
      return known;
    }
    return new DeviceException(
        CpuBackendProvider.NAME + ": " + command.describe() + " failed: " + cause, cause);
  }

  /** Returns the exception to throw to one who waits: its own stack, the failure as its cause. */
  static DeviceException surfaced(DeviceException failure) {
    return new DeviceException(String.valueOf(failure.getMessage()), failure);
  }
}
