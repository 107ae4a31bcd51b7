package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.decant.spi.device.DeviceStream;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.OpTimes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Operators are measured in a few early runs, and again when Java has compiled them. */
class OpClockTest {
  private static final int RUNS = 3;

  /** What the host takes to enqueue an operator and an event, in nanoseconds. */
  private static final long ENQUEUE = 7_000;

  private static final long RECORD = 1_000;

  private final InstantStream events = new InstantStream();
  private long device;

  /** What an event takes the device. */
  private long eventNanos;

  @Test
  void laterMeasurementsReplaceEarlierOnesThatWereOff() {
    assertEquals(List.of(RUNS + 1, 20 + RUNS), plannedBehind(run -> run < 10 ? 50 : 10));
  }

  @Test
  void measurementsThatConfirmEarlierOnesChangeNothing() {
    assertEquals(List.of(RUNS + 1), plannedBehind(run -> 1000 + run / 10));
  }

  @Test
  void aDeviceThatFallsBehindIsMeasuredWithoutTheHost() {
    assertEquals(2e-6, measured(nanos -> device = Math.max(events.now, device) + nanos), 1e-12);
    assertEquals(2e-6 + ENQUEUE / 1e9, measured(nanos -> {}), 1e-12);
  }

  @Test
  void whatEventsTakeIsNotCounted() {
    eventNanos = 1500;
    assertEquals(2e-6, measured(nanos -> device = Math.max(events.now, device) + nanos), 1e-12);
  }

  @Test
  void whatReplaysTakeLessIsTakenOffUpToAHalf() {
    Chain chain = new Chain(3, false);
    try (Rig rig = Rig.resident()) {
      LoweredProgram program = rig.lowering.lower(chain.program);
      LoweredOp op = program.ops().get(1);
      OpClock clock = new OpClock(events.stream(), any -> 1, RUNS, none -> {}, () -> events.now);
      clock.shorten(program, 0.1);
      clock.shorten(program, 0.2);
      assertEquals(0.7, clock.seconds(op), 1e-12);
      clock.shorten(program, 0.3);
      assertEquals(0.5, clock.seconds(op), 1e-12);
      clock.forget(program);
      assertEquals(1, clock.seconds(op), 1e-12);
    }
  }

  @Test
  void whatReplaysShowOfAllOperatorsOutlastsLaterMeasurements() {
    Chain chain = new Chain(3, false);
    try (Rig rig = Rig.resident()) {
      LoweredProgram program = rig.lowering.lower(chain.program);
      List<LoweredOp> ops = program.ops();
      OpClock clock = new OpClock(events.stream(), any -> 1, RUNS, none -> {}, () -> events.now);
      for (int run = 1; run <= 20 + RUNS; run++) {
        if (clock.begin(program) && run == RUNS + 1) {
          clock.shorten(program, 10e-9);
        }
        for (LoweredOp op : ops) {
          clock.starts(op.accesses());
          events.now += run < 10 ? 50 : op == ops.get(0) ? 90 : 60;
          clock.ends(op.accesses());
        }
      }
      assertEquals(
          ops.size() * 40e-9, ops.stream().mapToDouble(clock::seconds).sum(), 1e-12, "all");
      assertEquals(
          30e-9, clock.seconds(ops.get(0)) - clock.seconds(ops.get(1)), 1e-12, "the first");
    }
  }

  @Test
  void whatWasTakenOffIsForgottenWhenLessIsMeasuredAnew() {
    Chain chain = new Chain(3, false);
    try (Rig rig = Rig.resident()) {
      LoweredProgram program = rig.lowering.lower(chain.program);
      LoweredOp op = program.ops().get(1);
      OpClock clock = new OpClock(events.stream(), any -> 1, RUNS, none -> {}, () -> events.now);
      for (int run = 1; run <= 20 + RUNS; run++) {
        if (clock.begin(program) && run == RUNS + 1) {
          clock.shorten(program, 20e-9);
          assertEquals(30e-9, clock.seconds(op), 1e-12);
        }
        for (LoweredOp each : program.ops()) {
          clock.starts(each.accesses());
          events.now += run < 10 ? 50 : 10;
          clock.ends(each.accesses());
        }
      }
      assertEquals(10e-9, clock.seconds(op), 1e-12);
    }
  }

  /**
   * Returns what the clock says of operators that take 2 microseconds on a device that runs beside
   * a host which takes longer to enqueue them.
   */
  private double measured(OpClock.Delay delay) {
    Chain chain = new Chain(40, false);
    try (Rig rig = Rig.resident()) {
      LoweredProgram program = rig.lowering.lower(chain.program);
      OpClock clock = new OpClock(beside(), op -> 1, RUNS, delay, () -> events.now);
      for (int run = 0; run <= RUNS; run++) {
        clock.begin(program);
        clock.fallBehind();
        for (LoweredOp op : program.ops()) {
          clock.starts(op.accesses());
          events.now += ENQUEUE;
          device = Math.max(events.now, device) + 2000;
          clock.ends(op.accesses());
        }
        events.now = Math.max(events.now, device);
      }
      return clock.seconds(program.ops().get(1));
    }
  }

  /** Returns a stream that knows the time on the device. */
  private DeviceStream beside() {
    return InstantStream.doing(
        (self, method, arguments) -> {
          assertEquals("record", method.getName());
          events.now += RECORD;
          device = Math.max(events.now, device) + eventNanos;
          return events.at(device);
        });
  }

  private interface Nanos {
    long of(int run);
  }

  /** Returns the runs at whose begin a new plan is made, of 150. */
  private List<Integer> plannedBehind(Nanos nanos) {
    Chain chain = new Chain(3, false);
    try (Rig rig = Rig.resident()) {
      LoweredProgram program = rig.lowering.lower(chain.program);
      OpTimes guess = op -> 1;
      OpClock clock = new OpClock(events.stream(), guess, RUNS, none -> {}, () -> events.now);
      List<Integer> planned = new ArrayList<>();
      for (int run = 1; run <= 150; run++) {
        if (clock.begin(program)) {
          planned.add(run);
          assertEquals(nanos.of(run - 1) / 1e9, clock.seconds(program.ops().get(1)), 2e-8);
        }
        for (LoweredOp op : program.ops()) {
          clock.starts(op.accesses());
          events.now += nanos.of(run);
          clock.ends(op.accesses());
        }
      }
      clock.begin(program);
      assertEquals(0, events.open, "events stay open");
      return planned;
    }
  }
}
