package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.HostMemory;
import io.decant.spi.memory.LinkProbe;
import io.decant.spi.memory.LinkRates;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Links are measured on a device whose copies take the time that the test says. */
class LinkProbeTest {
  private static final long BYTES = 1L << 20;

  private final InstantStream events = new InstantStream();

  /** Until then the link is three times as slow. */
  private long disturbedUntil;

  private double nanosPerByte = 0.02;

  @Test
  void aLinkIsMeasuredEachWayAndBoth() {
    LinkRates rates = measure(Duration.ZERO);
    assertEquals(50e9, rates.in(), 1e7);
    assertEquals(50e9, rates.out(), 1e7);
    assertEquals(50e9, rates.both(), 1e7, "both streams are one here");
    assertEquals(256 * 0.02e-9, rates.latency(), 1e-9);
    assertEquals(0, events.open, "events");
  }

  @Test
  void whoMeasuresLongerThanTheLinkIsDisturbedFindsItsRates() {
    disturbedUntil = 5_000_000;
    assertEquals(50e9 / 3, measure(Duration.ZERO).in(), 1e7);
    events.now = 0;
    assertEquals(50e9, measure(Duration.ofMillis(10)).in(), 1e7);
    assertTrue(events.now >= 10_000_000, events.now + " ns");
    assertTrue(events.now < 10_500_000, events.now + " ns");
  }

  @Test
  void copiesThatTakeNoTimeAreNotMeasuredForEver() {
    nanosPerByte = 0;
    assertEquals(BYTES * 1e9, measure(Duration.ofSeconds(1)).in());
  }

  private LinkRates measure(Duration atLeast) {
    DeviceStream stream =
        InstantStream.doing(
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "record" -> events.at(events.now);
                  case "upload", "download" -> copy((CopyShape) arguments[4]);
                  case "await", "flush" -> null;
                  default -> throw new AssertionError(method);
                });
    try (HostMemory memory = HostMemory.allocate(BYTES)) {
      return LinkProbe.measure(stream, stream, slab(), memory, atLeast);
    }
  }

  private @Nullable Object copy(CopyShape shape) {
    double slower = events.now < disturbedUntil ? 3 : 1;
    events.now += Math.round(shape.total() * nanosPerByte * slower);
    return null;
  }

  private static DeviceSlab slab() {
    return new DeviceSlab() {
      @Override
      public long bytes() {
        return BYTES;
      }

      @Override
      public void close() {}
    };
  }
}
