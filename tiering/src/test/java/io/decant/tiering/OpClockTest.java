package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.OpTimes;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Operators are measured in a few early runs, and again when Java has compiled them. */
class OpClockTest {
  private static final int RUNS = 3;

  private long now;
  private int open;

  @Test
  void laterMeasurementsReplaceEarlierOnesThatWereOff() {
    assertEquals(List.of(RUNS + 1, 20 + RUNS), plannedBehind(run -> run < 10 ? 50 : 10));
  }

  @Test
  void measurementsThatConfirmEarlierOnesChangeNothing() {
    assertEquals(List.of(RUNS + 1), plannedBehind(run -> 1000 + run / 10));
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
      OpClock clock = new OpClock(stream(), guess, RUNS);
      List<Integer> planned = new ArrayList<>();
      for (int run = 1; run <= 150; run++) {
        if (clock.begin(program)) {
          planned.add(run);
          assertEquals(nanos.of(run - 1) / 1e9, clock.seconds(program.ops().get(1)), 2e-8);
        }
        for (LoweredOp op : program.ops()) {
          clock.starts(op.accesses());
          now += nanos.of(run);
          clock.ends(op.accesses());
        }
      }
      clock.begin(program);
      assertEquals(0, open, "events stay open");
      return planned;
    }
  }

  /** Returns a stream of which only {@code record} is used: it notes the current time. */
  private DeviceStream stream() {
    return (DeviceStream)
        Proxy.newProxyInstance(
            DeviceStream.class.getClassLoader(),
            new Class<?>[] {DeviceStream.class},
            (self, method, arguments) -> {
              assertEquals("record", method.getName());
              open++;
              return new Instant(now);
            });
  }

  /** An event at a time. */
  private final class Instant implements DeviceEvent {
    private final long time;

    Instant(long time) {
      this.time = time;
    }

    @Override
    public boolean isDone() {
      return true;
    }

    @Override
    public void synchronize() {}

    @Override
    public long nanosSince(DeviceEvent earlier) {
      return time - ((Instant) earlier).time;
    }

    @Override
    public void onCompletion(Runnable action) {
      action.run();
    }

    @Override
    public void close() {
      open--;
    }
  }
}
