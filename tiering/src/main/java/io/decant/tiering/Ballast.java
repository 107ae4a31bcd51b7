package io.decant.tiering;

import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceStream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the compute stream busy for a while, by filling free memory of the pool again and again:
 * what is enqueued meanwhile runs without waiting for the host. Used by one thread at a time.
 */
final class Ballast implements OpClock.Delay {
  private static final long MOST_BYTES = 256L << 20;
  private static final long LEAST_BYTES = 1L << 20;
  private static final int TRIALS = 8;
  private static final int MOST_FILLS = 10_000;

  private final DevicePool pool;
  private final Timeline compute;

  Ballast(DevicePool pool, Timeline compute) {
    this.pool = pool;
    this.compute = compute;
  }

  /** Does nothing where the pool has next to nothing free. */
  @Override
  public void by(long nanos) {
    Place place = nanos > 0 ? free() : null;
    if (place == null) {
      return;
    }
    try {
      long one = Math.max(1, nanosOfOne(place));
      for (long i = Math.min(MOST_FILLS, nanos / one); i > 0; i--) {
        fill(place);
      }
    } finally {
      compute.changed();
      pool.give(place, compute.mark());
    }
  }

  private @Nullable Place free() {
    for (long bytes = MOST_BYTES; bytes >= LEAST_BYTES; bytes /= 2) {
      Place place = pool.take(bytes);
      if (place != null) {
        pool.awaitOwners(place, compute);
        return place;
      }
    }
    return null;
  }

  private long nanosOfOne(Place place) {
    DeviceStream stream = compute.stream();
    fill(place);
    try (DeviceEvent start = stream.record()) {
      for (int i = 0; i < TRIALS; i++) {
        fill(place);
      }
      try (DeviceEvent end = stream.record()) {
        stream.flush();
        end.synchronize();
        return end.nanosSince(start) / TRIALS;
      }
    }
  }

  private void fill(Place place) {
    compute.stream().fill(place.memory(), place.offset(), place.bytes(), 0);
  }
}
