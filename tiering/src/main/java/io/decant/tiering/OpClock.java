package io.decant.tiering;

import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.OpTimes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures how long operators take on the device, in the first few runs of each program, and twice
 * again later, since what is compiled while it runs is slow at first: of each time, the shortest of
 * a few runs counts. What is measured later replaces what was measured before if that makes a
 * difference. Waiting for copies is not counted, nor what the events themselves take: the shortest
 * time from the end of an operator to the start of the next is taken off each. What replays have
 * shown all operators to take together outlasts later measurements, which tell operators apart.
 *
 * <p>A device that is faster than the host enqueues would wait between the event before an operator
 * and the operator. So it is made to fall behind by as long as the host took for the measured run
 * before; there is none before the first.
 */
final class OpClock implements OpTimes {
  /** The runs with which measurements start, counted from 1. */
  private static final int[] STARTS = {1, 20, 100};

  /** Times that change by less than this part of the program's time are not worth another plan. */
  private static final double MATERIAL = 0.05;

  /** A host that is slower than this is not waited for, in nanoseconds. */
  private static final long LONGEST_DELAY = 200_000_000;

  /** Keeps the stream that operators run on busy. */
  @FunctionalInterface
  interface Delay {
    /** Enqueues work of about so many nanoseconds. */
    void by(long nanos);
  }

  private record Timed(List<BlockAccess> op, Interval interval) {}

  private final DeviceStream compute;
  private final OpTimes guess;
  private final int measuredRuns;
  private final Delay delay;
  private final LongSupplier hostClock;
  private final IdentityHashMap<LoweredProgram, Long> hostNanos = new IdentityHashMap<>();
  private final IdentityHashMap<LoweredProgram, Integer> runs = new IdentityHashMap<>();
  private final IdentityHashMap<List<BlockAccess>, Double> known = new IdentityHashMap<>();
  private final IdentityHashMap<List<BlockAccess>, Double> shortest = new IdentityHashMap<>();
  private final IdentityHashMap<List<BlockAccess>, Double> spare = new IdentityHashMap<>();
  private final List<Timed> pending = new ArrayList<>();
  private final IdentityHashMap<List<BlockAccess>, DeviceEvent> started = new IdentityHashMap<>();
  private @Nullable LoweredProgram measured;
  private long enqueuedFrom;

  /**
   * Creates a clock.
   *
   * @param compute the stream that operators run on
   * @param guess what counts before anything was measured
   * @param runs how many runs of a program a measurement takes; 0 to measure nothing
   * @param delay makes the device fall behind
   * @param hostClock the host's time in nanoseconds
   */
  OpClock(DeviceStream compute, OpTimes guess, int runs, Delay delay, LongSupplier hostClock) {
    this.delay = delay;
    this.hostClock = hostClock;
    this.compute = compute;
    this.guess = guess;
    this.measuredRuns = runs;
  }

  /**
   * Notes that a run of a program begins.
   *
   * @return whether the last run has completed a measurement that makes a difference
   */
  boolean begin(LoweredProgram program) {
    boolean changed = measured != null && !pending.isEmpty() && read(measured);
    int run = runs.merge(program, 1, Integer::sum);
    measured = Arrays.stream(STARTS).anyMatch(start -> isWithin(run, start)) ? program : null;
    return changed;
  }

  /** Has the device fall behind where operators are measured, before the first of them. */
  void fallBehind() {
    if (measured != null) {
      delay.by(Math.min(LONGEST_DELAY, hostNanos.getOrDefault(measured, 0L)));
      enqueuedFrom = hostClock.getAsLong();
    }
  }

  /** Returns whether operators are measured in this run. */
  boolean isMeasuring() {
    return measured != null;
  }

  private boolean isWithin(int run, int start) {
    return run >= start && run < start + measuredRuns;
  }

  /** Notes that an operator is enqueued next. */
  void starts(List<BlockAccess> op) {
    if (measured != null) {
      started.put(op, compute.record());
    }
  }

  /** Notes that an operator was enqueued. */
  void ends(List<BlockAccess> op) {
    DeviceEvent start = started.remove(op);
    if (start != null) {
      pending.add(new Timed(op, new Interval(start, compute.record())));
      if (measured != null) {
        hostNanos.put(measured, hostClock.getAsLong() - enqueuedFrom);
      }
    }
  }

  /** Forgets a program. */
  void forget(LoweredProgram program) {
    runs.remove(program);
    hostNanos.remove(program);
    for (LoweredOp op : program.ops()) {
      known.remove(op.accesses());
      shortest.remove(op.accesses());
      spare.remove(op.accesses());
    }
  }

  /**
   * Takes off each of a program's operators what replays show it to take less than measured alone,
   * but never more than half.
   */
  void shorten(LoweredProgram program, double seconds) {
    program.ops().forEach(op -> spare.merge(op.accesses(), seconds, Double::sum));
  }

  @Override
  public double seconds(LoweredOp op) {
    return less(measured(op), spare.getOrDefault(op.accesses(), 0.0));
  }

  private static double less(double seconds, double off) {
    return Math.max(seconds / 2, seconds - off);
  }

  private double measured(LoweredOp op) {
    Double seconds = known.get(op.accesses());
    return seconds == null ? guess.seconds(op) : seconds;
  }

  /** Takes in what was measured; returns whether that completes a measurement and matters. */
  private boolean read(LoweredProgram program) {
    pending.get(pending.size() - 1).interval.end().synchronize();
    long events = nanosOfEvents();
    for (Timed one : pending) {
      double seconds = Math.max(1, one.interval.nanos() - events) / 1e9;
      shortest.merge(one.op, seconds, Math::min);
    }
    close();
    Integer run = runs.get(program);
    return run != null
        && Arrays.stream(STARTS).anyMatch(start -> run == start + measuredRuns - 1)
        && adopt(program, run == STARTS[0] + measuredRuns - 1);
  }

  /** Returns how long an interval is in which nothing runs. */
  private long nanosOfEvents() {
    long shortest = pending.size() < 2 ? 0 : Long.MAX_VALUE;
    for (int next = 1; next < pending.size(); next++) {
      DeviceEvent before = pending.get(next - 1).interval.end();
      long nanos = pending.get(next).interval.start().nanosSince(before);
      shortest = Math.min(shortest, Math.max(0, nanos));
    }
    return shortest;
  }

  private boolean adopt(LoweredProgram program, boolean first) {
    double off = stillOff(program);
    double total = 0;
    double change = 0;
    for (LoweredOp op : program.ops()) {
      double seconds = newly(op);
      total += seconds;
      change += Math.abs(less(seconds, off) - seconds(op));
    }
    boolean matters = first || change > MATERIAL * total;
    if (matters) {
      known.putAll(shortest);
      program.ops().forEach(op -> spare.put(op.accesses(), off));
    }
    shortest.clear();
    return matters;
  }

  private double newly(LoweredOp op) {
    return shortest.getOrDefault(op.accesses(), measured(op));
  }

  /** Returns what to take off new times, so that together they are no longer than replays show. */
  private double stillOff(LoweredProgram program) {
    double excess = 0;
    boolean shown = false;
    for (LoweredOp op : program.ops()) {
      excess += newly(op) - seconds(op);
      shown |= spare.getOrDefault(op.accesses(), 0.0) > 0;
    }
    return shown ? Math.max(0, excess / program.ops().size()) : 0;
  }

  /** Gives up events that nobody will read. */
  void close() {
    for (Timed one : pending) {
      one.interval.close();
    }
    pending.clear();
    started.values().forEach(DeviceEvent::close);
    started.clear();
  }
}
