package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.HostMemory;
import io.decant.spi.memory.MemoryTraffic;
import io.decant.spi.memory.Streams;
import org.junit.jupiter.api.Test;

class StallMeterTest {
  private static final int BYTES = 1 << 26;
  private static final int COPIES = 8;

  private final Traffic traffic = new Traffic();
  private final StallMeter meter = new StallMeter(traffic);

  @Test
  void waitsForCopiesAreMeasuredOnTheDevice() {
    try (Device device = Rig.cpu().open(0, new TestContext(2L * BYTES));
        Streams streams = Streams.of(device);
        DeviceSlab slab = device.allocate(BYTES);
        HostMemory memory = device.allocatePinned(BYTES)) {
      Timeline compute = new Timeline(streams.compute(), meter);
      Timeline copyIn = new Timeline(streams.copyIn());

      Fence late = copies(copyIn, memory, slab);
      compute.await(late, true);
      compute.mark().synchronize();
      MemoryTraffic first = traffic.total(0);
      assertTrue(first.stallNanos() > 0, first.toString());
      assertEquals(1, first.latePrefetches());

      Fence onDemand = copies(copyIn, memory, slab);
      compute.await(onDemand);
      compute.mark().synchronize();
      MemoryTraffic second = traffic.total(0);
      assertTrue(second.stallNanos() > first.stallNanos(), second.toString());
      assertEquals(1, second.latePrefetches(), "that copy was not started ahead");

      Fence arrived = copies(copyIn, memory, slab);
      arrived.synchronize();
      compute.await(arrived, true);
      compute.mark().synchronize();
      assertEquals(second, traffic.total(0), "what has arrived is not waited for");

      compute.finish();
      copyIn.finish();
    }
  }

  @Test
  void waitsInFrontOfAnOperatorAreOneForEachKind() {
    InstantStream events = new InstantStream();
    DeviceStream stream = events.stream();
    meter.waits(stream, false);
    events.now += 60_000;
    meter.waits(stream, false);
    events.now += 40_000;
    meter.waits(stream, true);
    assertEquals(3, events.open, "two events around the first kind, one before the second");
    events.now += 5_000;
    meter.ends(stream);
    meter.ends(stream);
    meter.collect();
    assertEquals(100_000, traffic.total(0).stallNanos());
    assertEquals(0, traffic.total(0).latePrefetches(), "memory was waited for, not a prefetch");
    meter.waits(stream, true);
    events.now += 70_000;
    meter.ends(stream);
    meter.collect();
    assertEquals(170_000, traffic.total(0).stallNanos());
    assertEquals(1, traffic.total(0).latePrefetches());
    meter.waits(stream, true);
    meter.close();
    assertEquals(0, events.open, "events");
  }

  private static Fence copies(Timeline copyIn, HostMemory memory, DeviceSlab slab) {
    for (int i = 0; i < COPIES; i++) {
      copyIn.run(on -> on.upload(memory, 0, slab, 0, CopyShape.bytes(BYTES)));
    }
    return copyIn.mark();
  }
}
