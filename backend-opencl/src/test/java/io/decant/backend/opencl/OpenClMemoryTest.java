package io.decant.backend.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.conformance.trial.KitContext;
import io.decant.spi.device.CopyShape;
import io.decant.spi.device.DeviceFacts;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.OutOfDeviceMemoryException;
import org.junit.jupiter.api.Test;

class OpenClMemoryTest {
  @Test
  void aSlabAboveTheDriversLargestIsRefused() {
    try (OpenClDevice device = OpenClDevices.open(KitContext.unlimited())) {
      DeviceFacts facts = device.facts();
      assertTrue(facts.allocationLimit() <= facts.memoryBytes(), facts.toString());
      long tooMuch = facts.allocationLimit() + 1;
      OutOfDeviceMemoryException refusal =
          assertThrows(OutOfDeviceMemoryException.class, () -> device.allocate(tooMuch));
      assertEquals(tooMuch, refusal.requestedBytes());
      assertEquals(facts.allocationLimit(), refusal.availableBytes());
      assertTrue(refusal.getMessage().startsWith(device.name() + ": "), refusal.getMessage());
    }
  }

  @Test
  void pinnedMemoryIsAtMostOneGibibyteAndOutlivesItsDevice() {
    HostMemory pinned;
    try (OpenClDevice device = OpenClDevices.open(KitContext.unlimited());
        DeviceStream stream = device.newStream();
        DeviceSlab slab = device.allocate(64)) {
      for (long bytes : new long[] {-1, 0, (1L << 30) + 1}) {
        assertThrows(IllegalArgumentException.class, () -> device.allocatePinned(bytes));
      }
      pinned = device.allocatePinned(64);
      assertEquals(64, pinned.bytes());
      stream.fill(slab, 0, 64, 7);
      stream.download(slab, 0, pinned, 0, CopyShape.bytes(64));
    }
    assertEquals(7, pinned.slice(60, 4).getInt(0));
    pinned.close();
    assertThrows(IllegalStateException.class, pinned::address);
  }

  @Test
  void whatADriverHasLeftIsFoundByTrying() {
    long found = SlabAllocator.largestBelow(1 << 20, size -> size <= 300_000);
    assertTrue(found <= 300_000 && found > 290_000, "found " + found);
    assertEquals(0, SlabAllocator.largestBelow(1 << 20, size -> false));
    assertEquals(2, SlabAllocator.largestBelow(3, size -> true));
    assertEquals(0, SlabAllocator.largestBelow(1, size -> true));
  }

  /** Rows that lie between each other in one slab, at pitches of their own. */
  @Test
  void rowsMoveWithinASlab() {
    try (OpenClDevice device = OpenClDevices.open(KitContext.unlimited());
        DeviceStream stream = device.newStream();
        DeviceSlab slab = device.allocate(64);
        HostMemory host = device.allocatePinned(64)) {
      for (int i = 0; i < 16; i++) {
        host.slice(4L * i, 4).putInt(0, i);
      }
      stream.upload(host, 0, slab, 0, CopyShape.bytes(64));
      stream.copy(slab, 0, slab, 32, new CopyShape(4, 4, 8, 4));
      stream.copy(slab, 4, slab, 48, new CopyShape(2, 4, 8, 8));
      stream.download(slab, 32, host, 32, CopyShape.bytes(32));
      stream.synchronize();
      int[] expected = {0, 2, 4, 6, 1, 13, 3, 15};
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], host.slice(32 + 4L * i, 4).getInt(0), "word " + i);
      }
    }
  }
}
