package io.decant.spi.rates;

import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceStream;

/** The least time of some runs, by the device's clock, after one that does not count. */
final class LeastTime {
  private static final int RUNS = 5;

  private LeastTime() {}

  /** Returns the seconds that what is enqueued takes, more than 0. */
  static double seconds(DeviceStream stream, Runnable enqueue) {
    enqueue.run();
    stream.synchronize();
    long least = Long.MAX_VALUE;
    for (int run = 0; run < RUNS; run++) {
      try (DeviceEvent begin = stream.record()) {
        enqueue.run();
        try (DeviceEvent end = stream.record()) {
          stream.synchronize();
          least = Math.min(least, end.nanosSince(begin));
        }
      }
    }
    return Math.max(1, least) * 1e-9;
  }
}
