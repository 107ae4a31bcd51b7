package io.decant.spi.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.HostMemory;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Links are measured on a device whose copies take the time that the test says. */
class LinkProbeTest {
  private static final long BYTES = 1L << 20;

  /** The device's time in nanoseconds. */
  private long now;

  /** Until then the link is three times as slow. */
  private long disturbedUntil;

  private double nanosPerByte = 0.02;
  private int open;

  @Test
  void aLinkIsMeasuredEachWayAndBoth() {
    LinkRates rates = measure(Duration.ZERO);
    assertEquals(50e9, rates.in(), 1e7);
    assertEquals(50e9, rates.out(), 1e7);
    assertEquals(50e9, rates.both(), 1e7, "both streams are one here");
    assertEquals(256 * 0.02e-9, rates.latency(), 1e-9);
    assertEquals(0, open, "events");
  }

  @Test
  void whoMeasuresLongerThanTheLinkIsDisturbedFindsItsRates() {
    disturbedUntil = 5_000_000;
    assertEquals(50e9 / 3, measure(Duration.ZERO).in(), 1e7);
    now = 0;
    assertEquals(50e9, measure(Duration.ofMillis(10)).in(), 1e7);
    assertTrue(now >= 10_000_000, now + " ns");
    assertTrue(now < 10_500_000, now + " ns");
  }

  @Test
  void copiesThatTakeNoTimeAreNotMeasuredForEver() {
    nanosPerByte = 0;
    assertEquals(BYTES * 1e9, measure(Duration.ofSeconds(1)).in());
  }

  private LinkRates measure(Duration atLeast) {
    DeviceStream stream = fake(DeviceStream.class);
    try (HostMemory memory = HostMemory.allocate(BYTES)) {
      return LinkProbe.measure(stream, stream, fake(DeviceSlab.class), memory, atLeast);
    }
  }

  /** Returns what streams and memory do here, by names of methods. */
  private <T> T fake(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "bytes" -> BYTES;
                  case "record" -> event();
                  case "upload", "download" -> copy((CopyShape) arguments[4]);
                  case "await", "flush" -> null;
                  default -> throw new AssertionError(method);
                }));
  }

  private @Nullable Object copy(CopyShape shape) {
    now += Math.round(shape.total() * nanosPerByte * (now < disturbedUntil ? 3 : 1));
    return null;
  }

  private DeviceEvent event() {
    open++;
    return new Instant(now);
  }

  private final class Instant implements DeviceEvent {
    private final long at;

    Instant(long at) {
      this.at = at;
    }

    @Override
    public boolean isDone() {
      return true;
    }

    @Override
    public void synchronize() {}

    @Override
    public long nanosSince(DeviceEvent earlier) {
      return at - ((Instant) earlier).at;
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
