package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.decant.spi.device.DeviceStream;
import org.junit.jupiter.api.Test;

class BallastTest {
  private static final long FILL_NANOS = 50_000;

  private final InstantStream events = new InstantStream();
  private int fills;

  @Test
  void theStreamIsBusyForAboutTheTimeThatIsAskedFor() {
    assertEquals(1e6, busy(4L << 20), (double) FILL_NANOS);
  }

  @Test
  void aPoolThatIsTooSmallDelaysNothing() {
    assertEquals(0, busy(1L << 16));
    assertEquals(0, fills);
  }

  /**
   * Returns for how long a stream is busy that should be for a millisecond, its trials excluded.
   */
  private long busy(long poolBytes) {
    try (Rig rig = Rig.resident()) {
      DevicePool pool = new DevicePool(rig.device);
      pool.resize(poolBytes);
      new Ballast(pool, new Timeline(stream())).by(1_000_000);
      assertEquals(0, pool.used(), "memory is given back");
      pool.close();
      return Math.max(0, fills - 9) * FILL_NANOS;
    }
  }

  /** Returns a stream on which each fill takes its time, and whose host is infinitely fast. */
  private DeviceStream stream() {
    return InstantStream.doing(
        (self, method, arguments) -> {
          if (method.getName().equals("fill")) {
            fills++;
            events.now += FILL_NANOS;
          }
          return method.getName().equals("record") ? events.at(events.now) : null;
        });
  }
}
