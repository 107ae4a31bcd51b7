package io.decant.tiering.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** An operator or a copy that is enqueued on a stream, and what it waits for. */
final class TimedTask {
  private final List<TimedTask> before = new ArrayList<>();
  private double left;
  private double end;
  private boolean done;

  /**
   * Creates a task.
   *
   * @param seconds that it takes with nothing beside it
   */
  TimedTask(double seconds) {
    this.left = seconds;
  }

  /** Has it wait for others, which were enqueued earlier. */
  void await(Collection<TimedTask> others) {
    before.addAll(others);
  }

  /** Returns whether it need not wait any more. */
  boolean isReady() {
    before.removeIf(task -> task.done);
    return before.isEmpty();
  }

  /** Returns the seconds that it still takes with nothing beside it. */
  double left() {
    return left;
  }

  /**
   * Works on it.
   *
   * @param seconds of its time
   * @param now the time afterwards
   * @return whether it is complete
   */
  boolean work(double seconds, double now) {
    left -= seconds;
    done = left <= 1e-15;
    end = now;
    return done;
  }

  /** Returns when it was complete. */
  double end() {
    return end;
  }
}
