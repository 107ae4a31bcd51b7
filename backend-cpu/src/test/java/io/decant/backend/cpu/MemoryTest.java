package io.decant.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.OutOfDeviceMemoryException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Slabs, the memory limit, copies. */
@Timeout(60)
class MemoryTest {
  @Test
  void limitIsKept() {
    try (Device device = new TestContext().limit(1000).open()) {
      assertEquals(1000, device.facts().memoryBytes());
      DeviceSlab first = device.allocate(600);
      OutOfDeviceMemoryException e =
          assertThrows(OutOfDeviceMemoryException.class, () -> device.allocate(401));
      assertEquals(401, e.requestedBytes());
      assertEquals(400, e.availableBytes());
      DeviceSlab second = device.allocate(400);
      first.close();
      device.allocate(600).close();
      second.close();
      device.allocate(1000).close();
      assertThrows(OutOfDeviceMemoryException.class, () -> device.allocate(Long.MAX_VALUE));
      assertThrows(IllegalArgumentException.class, () -> device.allocate(0));
    }
  }

  @Test
  void closedSlabCountsUntilItsWorkIsDoneAndAllocationWaitsForIt() {
    try (Device device = new TestContext().limit(1 << 20).open();
        DeviceStream stream = device.newStream()) {
      for (int i = 0; i < 200; i++) {
        DeviceSlab slab = device.allocate(1 << 20);
        stream.fill(slab, 0, 1 << 20, i);
        slab.close();
      }
      stream.synchronize();
    }
  }

  @Test
  void withoutLimitThereIsTheMemoryOfTheHost() {
    try (Device device = new TestContext().open()) {
      assertTrue(device.facts().memoryBytes() > 1L << 26);
      assertEquals(device.info().memoryBytes(), device.facts().memoryBytes());
    }
  }

  @Test
  void pitchedCopiesComeBackAndTouchNothingElse() {
    byte[] source = new byte[400];
    for (int i = 0; i < source.length; i++) {
      source[i] = (byte) (i * 7);
    }
    try (Device device = new TestContext().open();
        DeviceStream stream = device.newStream();
        DeviceSlab first = device.allocate(403);
        DeviceSlab second = device.allocate(333);
        HostMemory from = HostMemory.allocate(400);
        HostMemory to = HostMemory.allocate(400)) {
      from.slice(0, 400).put(source);
      stream.fill(second, 0, 332, 0x55555555);
      stream.upload(from, 3, first, 1, new CopyShape(5, 37, 61, 53));
      stream.copy(first, 1, second, 2, new CopyShape(5, 37, 53, 41));
      stream.download(second, 0, to, 0, CopyShape.bytes(333));
      stream.synchronize();
      byte[] found = new byte[332];
      to.slice(0, 332).get(found);
      byte[] expected = new byte[332];
      java.util.Arrays.fill(expected, (byte) 0x55);
      for (int row = 0; row < 5; row++) {
        System.arraycopy(source, 3 + row * 61, expected, 2 + row * 41, 37);
      }
      assertArrayEquals(expected, found);
    }
  }

  @Test
  void whatReachesOutsideIsRefused() {
    try (Device device = new TestContext().open();
        DeviceStream stream = device.newStream();
        DeviceSlab slab = device.allocate(64);
        HostMemory host = HostMemory.allocate(64)) {
      List<Runnable> wrong = new ArrayList<>();
      wrong.add(() -> stream.upload(host, 1, slab, 0, CopyShape.bytes(64)));
      wrong.add(() -> stream.upload(host, 0, slab, -1, CopyShape.bytes(4)));
      wrong.add(() -> stream.download(slab, 0, host, 0, new CopyShape(3, 8, 8, 40)));
      wrong.add(() -> stream.copy(slab, 60, slab, 0, CopyShape.bytes(8)));
      wrong.add(() -> stream.fill(slab, 64, 4, 0));
      wrong.forEach(action -> assertThrows(IndexOutOfBoundsException.class, action::run));
      assertThrows(IllegalArgumentException.class, () -> stream.fill(slab, 2, 4, 0));
      stream.synchronize();
    }
  }

  @Test
  void closingTheDeviceClosesWhatIsOpen() {
    Device device = new TestContext().open();
    DeviceSlab slab = device.allocate(64);
    DeviceStream stream = device.newStream();
    stream.fill(slab, 0, 64, 1);
    device.close();
    assertThrows(IllegalStateException.class, () -> stream.fill(slab, 0, 64, 1));
    slab.close();
    stream.close();
  }
}
