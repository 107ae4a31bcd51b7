package io.decant.tiering.plan;

import io.decant.spi.memory.LinkRates;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/**
 * Three streams in thought: operators, copies to the host and copies to the device, each in order.
 * Copies in both directions at once slow each other down, and operators that run beside them.
 */
final class TimedStreams {
  private final LinkRates rates;
  private final Deque<TimedTask> operators = new ArrayDeque<>();
  private final Deque<TimedTask> out = new ArrayDeque<>();
  private final Deque<TimedTask> in = new ArrayDeque<>();
  private double now;
  private double beside;

  /**
   * Starts at time 0.
   *
   * @param rates how copies slow down each other and operators
   */
  TimedStreams(LinkRates rates) {
    this.rates = rates;
  }

  TimedTask operator(double seconds, Collection<TimedTask> before) {
    return enqueue(operators, seconds, before);
  }

  TimedTask copyOut(double seconds, Collection<TimedTask> before) {
    return enqueue(out, seconds, before);
  }

  TimedTask copyIn(double seconds, Collection<TimedTask> before) {
    return enqueue(in, seconds, before);
  }

  private static TimedTask enqueue(
      Deque<TimedTask> stream, double seconds, Collection<TimedTask> before) {
    TimedTask task = new TimedTask(seconds);
    task.await(before);
    stream.add(task);
    return task;
  }

  /** Does everything that was enqueued. */
  void run() {
    while (!(operators.isEmpty() && out.isEmpty() && in.isEmpty())) {
      boolean computes = isReady(operators);
      boolean leaves = isReady(out);
      boolean arrives = isReady(in);
      if (!computes && !leaves && !arrives) {
        throw new IllegalStateException("a task waits for one that is enqueued later");
      }
      double rate = leaves && arrives ? rates.shared() : 1;
      int copies = (leaves ? 1 : 0) + (arrives ? 1 : 0);
      double pace = 1 / (1 + copies * rates.contention());
      double step = Double.MAX_VALUE;
      step = computes ? Math.min(step, operators.element().left() / pace) : step;
      step = leaves ? Math.min(step, out.element().left() / rate) : step;
      step = arrives ? Math.min(step, in.element().left() / rate) : step;
      now += step;
      beside += computes ? copies * step : 0;
      work(operators, computes, step * pace);
      work(out, leaves, step * rate);
      work(in, arrives, step * rate);
    }
  }

  /** Returns the seconds of copies, of both directions, in which an operator ran, too. */
  double beside() {
    return beside;
  }

  private static boolean isReady(Deque<TimedTask> stream) {
    return !stream.isEmpty() && stream.element().isReady();
  }

  private void work(Deque<TimedTask> stream, boolean ready, double seconds) {
    if (ready && stream.element().work(seconds, now)) {
      stream.remove();
    }
  }
}
