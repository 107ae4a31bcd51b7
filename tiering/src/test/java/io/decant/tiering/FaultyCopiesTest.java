package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceException;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import io.decant.spi.memory.Schedule;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A copy that fails is an error, whichever it is: nothing that can be read is wrong. */
class FaultyCopiesTest {
  private static final int LENGTH = Boolean.getBoolean("decant.full") ? 12 : 6;
  private static final int MOST_COPIES = 2000;

  private final Chain chain = new Chain(LENGTH, false);
  private final AtomicReference<FaultyDevice> device = new AtomicReference<>();

  @Test
  void aCopyThatCannotBeEnqueued() {
    assertTrue(failEachCopy(false) > 10);
  }

  @Test
  void aCopyThatFailsOnItsStream() {
    assertTrue(failEachCopy(true) > 10);
  }

  @Test
  void memoryOfABlockWhoseCopyCouldNotBeEnqueuedIsNotLost() {
    Rig rig = open(2, false);
    try {
      rig.write(chain.region(chain.x), Chain.filled(1));
      Schedule schedule = rig.admit(chain.program);
      assertThrows(RuntimeException.class, () -> runAndRead(rig, schedule));
      for (int i = 0; i < 3; i++) {
        assertArrayEquals(Chain.filled(chain.expectedSum(1)), runAndRead(rig, schedule));
      }
      rig.manager.dismiss(schedule.program());
      assertTrue(rig.tieredManager().usedBytes() <= 2 * Chain.BYTES, "x and sum");
    } finally {
      rig.close();
    }
  }

  /**
   * Fails the first copy, then the second in another run, and so on; returns how many there are.
   */
  private int failEachCopy(boolean later) {
    for (int copy = 1; copy < MOST_COPIES; copy++) {
      Rig rig = open(copy, later);
      boolean failed = false;
      try {
        rig.write(chain.region(chain.x), Chain.filled(1));
        Schedule schedule = rig.admit(chain.program);
        for (int i = 0; i < 2; i++) {
          float[] sum = runAndRead(rig, schedule);
          assertArrayEquals(Chain.filled(chain.expectedSum(1)), sum, "copy " + copy);
        }
      } catch (RuntimeException e) {
        failed = true;
        assertTrue(rootIsInjected(e), "copy " + copy + ": " + e);
      } finally {
        close(rig, later);
      }
      assertEquals(device.get().hasFailed(), failed, "copy " + copy);
      if (!failed) {
        return copy - 1;
      }
    }
    throw new AssertionError("more copies than expected");
  }

  private Rig open(int copy, boolean later) {
    return new Rig(
        new TestContext(1 << 20),
        MemoryOptions.DEFAULT
            .withDeviceMemory(3 * Chain.BYTES)
            .with(LargeModelSupport.AUTO)
            .withPlanner("lru"),
        new TieredMemoryManagerProvider(),
        inner -> wrap(inner, copy, later));
  }

  private Device wrap(Device inner, int copy, boolean later) {
    FaultyDevice faulty = new FaultyDevice(inner, copy, later);
    device.set(faulty);
    return faulty;
  }

  private float[] runAndRead(Rig rig, Schedule schedule) {
    rig.executor.run(schedule);
    float[] sum = rig.read(chain.region(chain.sum));
    rig.executor.synchronize();
    return sum;
  }

  private static boolean rootIsInjected(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof DeviceException) {
        return true;
      }
    }
    return false;
  }

  /** Closes everything; streams that failed say so once more. */
  private static void close(Rig rig, boolean later) {
    try {
      rig.close();
    } catch (DeviceException e) {
      assertTrue(later, e.toString());
    }
    assertFalse(rig.hostBytes() > 0, "host memory is released");
  }
}
