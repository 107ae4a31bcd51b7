package io.decant.conformance.wrapper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import example.minimal.MinimalProvider;
import io.decant.conformance.trial.KitContext;
import io.decant.spi.device.CopyShape;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.device.View;
import io.decant.spi.op.TensorSpec;
import io.decant.spi.op.Unary;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HappensBeforeTest {
  private final HappensBefore detector = new HappensBefore();
  private Device device;
  private DeviceStream first;
  private DeviceStream second;
  private DeviceSlab slab;
  private HostMemory host;

  @BeforeEach
  void open() {
    device =
        new WrappingProvider(new MinimalProvider(), () -> detector).open(0, KitContext.unlimited());
    first = device.newStream();
    second = device.newStream();
    slab = device.allocate(1024);
    host = device.allocatePinned(1024);
  }

  @AfterEach
  void close() {
    device.close();
    host.close();
  }

  @Test
  void twoStreamsWritingTheSameBytesRace() {
    first.fill(slab, 0, 64, 1);
    assertRace(() -> second.fill(slab, 60, 64, 2), "fill of 64 bytes", "bytes 60 to 124");
  }

  @Test
  void readingWhatAnotherStreamWritesRaces() {
    first.fill(slab, 0, 64, 1);
    assertRace(
        () -> second.download(slab, 32, host, 0, CopyShape.bytes(4)), "fill of 64", "download");
  }

  @Test
  void writingWhatAnotherStreamReadsRaces() {
    first.download(slab, 0, host, 0, CopyShape.bytes(64));
    assertRace(() -> second.fill(slab, 0, 4, 0), "download", "fill of 4 bytes");
  }

  @Test
  void hostMemoryCounts() {
    first.download(slab, 0, host, 0, CopyShape.bytes(64));
    assertRace(
        () -> second.upload(host, 32, slab, 512, CopyShape.bytes(64)), "host memory", "upload");
  }

  @Test
  void operatorsCountWithAllTheirOperands() {
    TensorSpec tensor = TensorSpec.float32(8);
    Unary spec = Unary.of(Unary.Function.EXP, 8);
    try (Executable exp = device.prepare(spec, PrepareOptions.DEFAULT).orElseThrow()) {
      View x = new View(slab, 0, tensor);
      View y = new View(slab, 64, tensor);
      exp.enqueue(first, List.of(x, y), List.of());
      assertRace(() -> exp.enqueue(second, List.of(x, y), List.of()), "operand y", "Unary");
      assertRace(() -> second.fill(slab, 0, 4, 0), "operand x", "fill");
    }
  }

  @Test
  void readersDoNotRace() {
    first.download(slab, 0, host, 0, CopyShape.bytes(64));
    second.download(slab, 0, host, 64, CopyShape.bytes(64));
    assertEquals(List.of(), detector.violations());
  }

  @Test
  void neighboursDoNotRace() {
    first.fill(slab, 0, 64, 1);
    second.fill(slab, 64, 64, 2);
    assertEquals(List.of(), detector.violations());
  }

  @Test
  void interleavedRowsDoNotRace() {
    CopyShape evenRows = new CopyShape(8, 16, 16, 32);
    first.upload(host, 0, slab, 0, evenRows);
    second.upload(host, 0, slab, 16, evenRows);
    assertRace(() -> second.upload(host, 0, slab, 12, evenRows), "8 rows of 16 bytes");
  }

  @Test
  void eventsOrder() {
    first.fill(slab, 0, 64, 1);
    DeviceEvent event = first.record();
    first.fill(slab, 128, 64, 1);
    second.await(event);
    second.fill(slab, 0, 64, 2);
    assertRace(() -> second.fill(slab, 128, 4, 2), "fill of 64 bytes");
  }

  @Test
  void orderIsTransitive() {
    DeviceStream third = device.newStream();
    first.fill(slab, 0, 64, 1);
    second.await(first.record());
    third.await(second.record());
    third.fill(slab, 0, 64, 3);
    assertEquals(List.of(), detector.violations());
    assertRace(() -> second.fill(slab, 0, 4, 2), "stream 2", "stream 1");
  }

  @Test
  void orderHoldsOneWayOnly() {
    first.fill(slab, 0, 64, 1);
    second.await(first.record());
    second.fill(slab, 0, 64, 2);
    assertRace(() -> first.fill(slab, 0, 64, 3), "fill of 64 bytes");
  }

  @Test
  void whatTheHostWaitedForIsOrdered() {
    first.fill(slab, 0, 64, 1);
    first.synchronize();
    second.fill(slab, 0, 64, 2);
    try (DeviceEvent event = second.record()) {
      event.synchronize();
    }
    first.fill(slab, 0, 64, 3);
    assertEquals(List.of(), detector.violations());
  }

  @Test
  void whatTheHostSawDoneIsOrdered() throws InterruptedException {
    first.fill(slab, 0, 64, 1);
    DeviceEvent event = first.record();
    CountDownLatch done = new CountDownLatch(1);
    event.onCompletion(done::countDown);
    done.await();
    assertTrue(event.isDone());
    second.fill(slab, 0, 64, 2);
    assertEquals(List.of(), detector.violations());
  }

  @Test
  void aLongRunStaysOrderedThroughPruning() {
    for (int i = 0; i < 200; i++) {
      first.fill(slab, 0, 512, i);
      second.await(first.record());
      second.copy(slab, 0, slab, 512, CopyShape.bytes(512));
      first.await(second.record());
    }
    assertEquals(400, detector.operations());
    assertEquals(List.of(), detector.violations());
    second.copy(slab, 0, slab, 512, CopyShape.bytes(4));
    assertRace(() -> first.fill(slab, 512, 4, 0), "copy", "fill");
  }

  private void assertRace(Runnable access, String... named) {
    UnorderedAccessException race = assertThrows(UnorderedAccessException.class, access::run);
    for (String name : named) {
      assertTrue(
          String.valueOf(race.getMessage()).contains(name),
          () -> "'" + name + "' is not named: " + race.getMessage());
    }
  }
}
