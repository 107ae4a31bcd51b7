package io.decant.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceException;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.device.View;
import io.decant.spi.op.Axpby;
import io.decant.spi.op.TensorSpec;
import io.decant.spi.op.Unary;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams and events. */
@Timeout(60)
class StreamTest {
  private static final int COUNT = 1 << 18;
  private final TestContext context = new TestContext();
  private final Device device = context.open();

  @AfterEach
  void close() {
    device.close();
  }

  /** Work that keeps a stream busy for longer than it takes to enqueue it. */
  private void occupy(DeviceStream stream, DeviceSlab slab) {
    Executable slow =
        device.prepare(new Unary(Unary.Function.POW, COUNT, 0.9f, 0), PrepareOptions.DEFAULT).get();
    View view = new View(slab, 0, TensorSpec.float32(COUNT));
    for (int i = 0; i < 10; i++) {
      slow.enqueue(stream, List.of(view, view), List.of());
    }
  }

  @Test
  void enqueuingDoesNotWait() {
    try (DeviceSlab slab = device.allocate(4L * COUNT);
        DeviceStream first = device.newStream();
        DeviceStream second = device.newStream()) {
      first.fill(slab, 0, 4L * COUNT, Float.floatToRawIntBits(2));
      occupy(first, slab);
      DeviceEvent event = first.record();
      second.await(event);
      second.fill(slab, 0, 4, 7);
      DeviceEvent behind = second.record();
      assertFalse(behind.isDone() && !event.isDone());
      behind.synchronize();
      assertTrue(event.isDone());
    }
  }

  @Test
  void workBehindAnAwaitedEventSeesWhatIsBeforeIt() {
    try (DeviceSlab slab = device.allocate(8);
        HostMemory host = HostMemory.allocate(4);
        DeviceStream first = device.newStream();
        DeviceStream second = device.newStream()) {
      View x = new View(slab, 0, TensorSpec.float32(1));
      Executable increment =
          device.prepare(new Unary(Unary.Function.AFFINE, 1, 1, 1), PrepareOptions.DEFAULT).get();
      first.fill(slab, 0, 8, 0);
      for (int i = 0; i < 500; i++) {
        increment.enqueue(first, List.of(x, x), List.of());
        second.await(first.record());
        increment.enqueue(second, List.of(x, x), List.of());
        first.await(second.record());
      }
      first.download(slab, 0, host, 0, CopyShape.bytes(4));
      first.synchronize();
      assertEquals(1000, host.slice(0, 4).getFloat(0));
    }
  }

  @Test
  void failureSurfacesAtEveryWaitAndStopsWhatIsBehind() {
    try (DeviceSlab slab = device.allocate(4);
        HostMemory result = HostMemory.allocate(4);
        DeviceStream stream = device.newStream();
        DeviceStream other = device.newStream()) {
      stream.fill(slab, 0, 4, 1);
      stream.synchronize();
      CountDownLatch held = new CountDownLatch(1);
      hold(stream, held);
      HostMemory source = HostMemory.allocate(4);
      stream.upload(source, 0, slab, 0, CopyShape.bytes(4));
      source.close();
      stream.fill(slab, 0, 4, 2);
      DeviceEvent event = stream.record();
      other.await(event);
      held.countDown();
      DeviceException e = assertThrows(DeviceException.class, event::synchronize);
      assertTrue(String.valueOf(e.getMessage()).contains("upload"), e.getMessage());
      assertTrue(event.isDone());
      assertThrows(DeviceException.class, stream::synchronize);
      assertThrows(DeviceException.class, stream::synchronize);
      assertThrows(DeviceException.class, other::synchronize);
      try (DeviceStream fresh = device.newStream()) {
        fresh.download(slab, 0, result, 0, CopyShape.bytes(4));
        fresh.synchronize();
      }
      assertEquals(1, result.slice(0, 4).getInt(0));
    }
  }

  /** Holds a stream up until the latch opens. */
  private static void hold(DeviceStream stream, CountDownLatch latch) {
    ((CpuStream) stream)
        .enqueue(
            new Command() {
              @Override
              public void run(io.decant.backend.cpu.work.Workers workers) {
                try {
                  latch.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              }

              @Override
              public String describe() {
                return "hold";
              }
            });
  }

  @Test
  void completionsRunOnceOnAThreadOfTheBackend() throws InterruptedException {
    try (DeviceStream stream = device.newStream()) {
      CountDownLatch held = new CountDownLatch(1);
      hold(stream, held);
      DeviceEvent event = stream.record();
      AtomicInteger runs = new AtomicInteger();
      AtomicReference<Thread> thread = new AtomicReference<>(Thread.currentThread());
      CountDownLatch both = new CountDownLatch(2);
      event.onCompletion(
          () -> {
            runs.incrementAndGet();
            stream.synchronize();
            both.countDown();
          });
      assertEquals(0, runs.get());
      assertFalse(event.isDone());
      held.countDown();
      event.synchronize();
      event.onCompletion(
          () -> {
            runs.incrementAndGet();
            thread.set(Thread.currentThread());
            both.countDown();
          });
      assertTrue(both.await(30, TimeUnit.SECONDS));
      assertEquals(2, runs.get());
      assertNotSame(Thread.currentThread(), thread.get());
    }
  }

  @Test
  void failedCompletionIsReported() throws InterruptedException {
    try (DeviceStream stream = device.newStream()) {
      DeviceEvent event = stream.record();
      CountDownLatch done = new CountDownLatch(1);
      event.onCompletion(
          () -> {
            throw new IllegalStateException("on purpose");
          });
      event.onCompletion(done::countDown);
      assertTrue(done.await(30, TimeUnit.SECONDS));
      assertTrue(context.warnings.get(0).contains("on purpose"));
    }
  }

  @Test
  void timeBetweenEventsIsThatOfTheirWork() {
    try (DeviceStream stream = device.newStream()) {
      CountDownLatch held = new CountDownLatch(1);
      DeviceEvent start = stream.record();
      hold(stream, held);
      DeviceEvent end = stream.record();
      assertThrows(IllegalStateException.class, () -> end.nanosSince(start));
      start.synchronize();
      long before = System.nanoTime();
      while (System.nanoTime() - before < 2_000_000) {
        Thread.onSpinWait();
      }
      held.countDown();
      end.synchronize();
      assertTrue(end.nanosSince(start) >= 2_000_000);
      assertEquals(-end.nanosSince(start), start.nanosSince(end));
    }
  }

  @Test
  void closingIsOrderedBehindTheWorkAndHarmlessTwice() {
    DeviceSlab slab = device.allocate(4L * COUNT);
    DeviceStream stream = device.newStream();
    Executable executable = device.prepare(Axpby.of(1, 1, 0), PrepareOptions.DEFAULT).get();
    View view = new View(slab, 0, TensorSpec.float32(1));
    occupy(stream, slab);
    slab.close();
    slab.close();
    stream.synchronize();
    assertThrows(IllegalStateException.class, () -> stream.fill(slab, 0, 4, 0));
    assertThrows(
        IllegalStateException.class,
        () -> executable.enqueue(stream, List.of(view, view), List.of()));
    executable.close();
    executable.close();
    DeviceEvent event = stream.record();
    event.close();
    event.close();
    assertThrows(IllegalStateException.class, event::isDone);
    stream.close();
    stream.close();
    assertThrows(IllegalStateException.class, stream::record);
    device.close();
    device.close();
    assertThrows(IllegalStateException.class, () -> device.allocate(4));
    assertThrows(IllegalStateException.class, device::newStream);
  }

  @Test
  void whatBelongsToAnotherDeviceIsRefused() {
    try (Device other = new TestContext().open();
        DeviceSlab slab = other.allocate(4);
        DeviceStream stream = device.newStream();
        DeviceStream foreign = other.newStream()) {
      assertThrows(IllegalArgumentException.class, () -> stream.fill(slab, 0, 4, 0));
      DeviceEvent event = foreign.record();
      assertThrows(IllegalArgumentException.class, () -> stream.await(event));
    }
  }
}
