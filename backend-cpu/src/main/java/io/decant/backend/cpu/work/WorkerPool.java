package io.decant.backend.cpu.work;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads that help the streams of one device. One set of tasks is shared out at a time; a stream
 * that finds the pool busy runs its tasks alone, which gives the same results. Idle helpers look
 * for work for a moment before they sleep. Thread-safe.
 */
public final class WorkerPool implements AutoCloseable {
  private static final long SPIN_NANOS = 60_000;
  private static final int SPINS_BETWEEN_CLOCKS = 64;

  private final Helper[] helpers;
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile TaskSet current = new TaskSet(0, (index, scratch) -> {});
  private volatile boolean closed;

  /**
   * Creates a pool.
   *
   * @param threads threads that work on a set of tasks, the caller's included
   */
  public WorkerPool(int threads) {
    helpers = new Helper[threads - 1];
    for (int i = 0; i < helpers.length; i++) {
      helpers[i] = new Helper("decant-cpu-worker-" + (i + 1));
    }
    for (Helper helper : helpers) {
      helper.start();
    }
  }

  /** Returns the number of threads that work on a set of tasks, the caller's included. */
  public int threads() {
    return helpers.length + 1;
  }

  void run(int tasks, Workers.Task task, Scratch scratch) {
    if (helpers.length == 0 || !busy.compareAndSet(false, true)) {
      for (int index = 0; index < tasks; index++) {
        task.run(index, scratch);
      }
      return;
    }
    try {
      TaskSet set = new TaskSet(tasks, task);
      current = set;
      int wanted = Math.min(tasks - 1, helpers.length);
      for (int i = 0; i < wanted; i++) {
        helpers[i].wake();
      }
      set.work(scratch);
      set.awaitDone();
    } finally {
      busy.set(false);
    }
  }

  /** Ends the threads. Harmless when closed already. */
  @Override
  public void close() {
    closed = true;
    for (Helper helper : helpers) {
      LockSupport.unpark(helper);
    }
  }

  private final class Helper extends Thread {
    private final Scratch scratch = new Scratch();
    private volatile boolean asleep;

    Helper(String name) {
      super(name);
      setDaemon(true);
    }

    void wake() {
      if (asleep) {
        LockSupport.unpark(this);
      }
    }

    @Override
    public void run() {
      long idleSince = System.nanoTime();
      int spins = 0;
      while (!closed) {
        if (current.hasMore()) {
          current.work(scratch);
          idleSince = System.nanoTime();
        } else if (++spins % SPINS_BETWEEN_CLOCKS != 0) {
          Thread.onSpinWait();
        } else if (System.nanoTime() - idleSince > SPIN_NANOS) {
          asleep = true;
          while (!current.hasMore() && !closed) {
            LockSupport.park(WorkerPool.this);
          }
          asleep = false;
          idleSince = System.nanoTime();
        }
      }
    }
  }

  private static final class TaskSet {
    private final int tasks;
    private final Workers.Task task;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private volatile @Nullable Throwable failure;

    TaskSet(int tasks, Workers.Task task) {
      this.tasks = tasks;
      this.task = task;
    }

    boolean hasMore() {
      return next.get() < tasks;
    }

    void work(Scratch scratch) {
      int finished = 0;
      for (int index = take(); index < tasks; index = take()) {
        try {
          if (failure == null) {
            task.run(index, scratch);
          }
        } catch (Throwable e) {
          failure = e;
        }
        finished++;
      }
      done.addAndGet(finished);
    }

    private int take() {
      return hasMore() ? next.getAndIncrement() : tasks;
    }

    @SuppressWarnings("ThreadPriorityCheck") // a hint; correctness does not depend on it
    void awaitDone() {
      int spins = 0;
      while (done.get() < tasks) {
        if (++spins < 1_000) {
          Thread.onSpinWait();
        } else {
          Thread.yield();
        }
      }
      Throwable cause = failure;
      if (cause != null) {
        throw new TaskFailure(cause);
      }
    }
  }
}
