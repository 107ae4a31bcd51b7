package io.decant.tiering;

import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.OpTimes;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Measures how long operators take on the device, in the first few runs of each program: the
 * shortest time of each counts, since the first run of all is slow. Waiting for copies is not
 * counted.
 */
final class OpClock implements OpTimes {
  private record Interval(List<BlockAccess> op, DeviceEvent start, DeviceEvent end) {}

  private final DeviceStream compute;
  private final OpTimes guess;
  private final int measuredRuns;
  private final IdentityHashMap<LoweredProgram, Integer> runs = new IdentityHashMap<>();
  private final IdentityHashMap<List<BlockAccess>, Double> shortest = new IdentityHashMap<>();
  private final List<Interval> pending = new ArrayList<>();
  private final IdentityHashMap<List<BlockAccess>, DeviceEvent> started = new IdentityHashMap<>();
  private boolean measuring;

  /**
   * Creates a clock.
   *
   * @param compute the stream that operators run on
   * @param guess what counts before anything was measured
   * @param runs in how many runs of a program operators are measured
   */
  OpClock(DeviceStream compute, OpTimes guess, int runs) {
    this.compute = compute;
    this.guess = guess;
    this.measuredRuns = runs;
  }

  /**
   * Notes that a run of a program begins.
   *
   * @return whether the last run completed the measurement of some program
   */
  boolean begin(LoweredProgram program) {
    boolean complete = measuring && pending.size() > 0 && read();
    int run = runs.merge(program, 1, Integer::sum);
    measuring = run <= measuredRuns;
    return complete;
  }

  /** Notes that an operator is enqueued next. */
  void starts(List<BlockAccess> op) {
    if (measuring) {
      started.put(op, compute.record());
    }
  }

  /** Notes that an operator was enqueued. */
  void ends(List<BlockAccess> op) {
    DeviceEvent start = started.remove(op);
    if (start != null) {
      pending.add(new Interval(op, start, compute.record()));
    }
  }

  /** Forgets a program. */
  void forget(LoweredProgram program) {
    runs.remove(program);
    program.ops().forEach(op -> shortest.remove(op.accesses()));
  }

  @Override
  public double seconds(LoweredOp op) {
    Double measured = shortest.get(op.accesses());
    return measured == null ? guess.seconds(op) : measured;
  }

  /** Takes in what was measured; returns whether a program has now been measured often enough. */
  private boolean read() {
    pending.get(pending.size() - 1).end.synchronize();
    for (Interval interval : pending) {
      double seconds = Math.max(1, interval.end.nanosSince(interval.start)) / 1e9;
      shortest.merge(interval.op, seconds, Math::min);
    }
    close();
    return runs.containsValue(measuredRuns);
  }

  /** Gives up events that nobody will read. */
  void close() {
    for (Interval interval : pending) {
      interval.start.close();
      interval.end.close();
    }
    pending.clear();
    started.values().forEach(DeviceEvent::close);
    started.clear();
  }
}
