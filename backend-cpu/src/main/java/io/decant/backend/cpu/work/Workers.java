package io.decant.backend.cpu.work;

/**
 * What a stream's thread hands work to: itself and the threads of the pool. Tasks are defined by
 * geometry; which thread runs one does not matter to its result. Not thread-safe.
 */
public final class Workers {
  private final WorkerPool pool;
  private final Scratch scratch = new Scratch();

  /** Creates the workers of the calling thread. */
  public Workers(WorkerPool pool) {
    this.pool = pool;
  }

  /** A piece of work. */
  public interface Task {
    /**
     * Does it.
     *
     * @param index which one
     * @param scratch of the thread that runs it
     */
    void run(int index, Scratch scratch);
  }

  /** A piece of work over a range. */
  public interface RangeTask {
    /**
     * Does it.
     *
     * @param from first index
     * @param to index behind the last one
     * @param scratch of the thread that runs it
     */
    void run(long from, long to, Scratch scratch);
  }

  /** Runs tasks 0 until {@code tasks} and returns when all are done. */
  public void forEach(int tasks, Task task) {
    if (tasks == 1) {
      task.run(0, scratch);
    } else if (tasks > 1) {
      pool.run(tasks, task, scratch);
    }
  }

  /** Cuts 0 until {@code count} into ranges of {@code grain} and runs a task for each. */
  public void forRanges(long count, long grain, RangeTask task) {
    if (count <= grain) {
      if (count > 0) {
        task.run(0, count, scratch);
      }
      return;
    }
    long size = Math.max(grain, (count + Integer.MAX_VALUE - 1) / Integer.MAX_VALUE);
    int tasks = (int) ((count + size - 1) / size);
    forEach(
        tasks, (index, own) -> task.run(index * size, Math.min(count, (index + 1) * size), own));
  }
}
