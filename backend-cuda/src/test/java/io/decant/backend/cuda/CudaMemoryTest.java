package io.decant.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.conformance.trial.KitContext;
import io.decant.spi.device.CopyShape;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.OutOfDeviceMemoryException;
import org.junit.jupiter.api.Test;

class CudaMemoryTest {
  /** The driver refuses, as other programs and the context have a part of the memory. */
  @Test
  void memoryThatTheDriverLacksIsRefusedAndTheDeviceGoesOn() {
    try (CudaDevice device = CudaDevices.open(KitContext.unlimited());
        DeviceStream stream = device.newStream()) {
      long all = device.facts().memoryBytes();
      OutOfDeviceMemoryException refusal =
          assertThrows(OutOfDeviceMemoryException.class, () -> device.allocate(all).close());
      assertEquals(all, refusal.requestedBytes());
      assertTrue(refusal.availableBytes() < all, refusal.getMessage());
      try (DeviceSlab slab = device.allocate(1 << 20)) {
        stream.fill(slab, 0, 1 << 20, 1);
        stream.synchronize();
      }
    }
  }

  @Test
  void pinnedMemoryAndEventsOutliveTheirDevice() {
    HostMemory pinned;
    DeviceEvent event;
    try (CudaDevice device = CudaDevices.open(KitContext.unlimited());
        DeviceStream stream = device.newStream();
        DeviceSlab slab = device.allocate(64)) {
      pinned = device.allocatePinned(64);
      stream.fill(slab, 0, 64, 7);
      stream.download(slab, 0, pinned, 0, CopyShape.bytes(64));
      event = stream.record();
    }
    assertEquals(7, pinned.slice(60, 4).getInt(0));
    assertTrue(event.isDone());
    event.close();
    pinned.close();
    assertThrows(IllegalStateException.class, pinned::address);
    assertThrows(IllegalStateException.class, event::isDone);
  }

  @Test
  void pinnedMemoryMayBeLargerThanABuffer() {
    long bytes = (1L << 31) + 64;
    try (CudaDevice device = CudaDevices.open(KitContext.unlimited());
        DeviceStream stream = device.newStream();
        DeviceSlab slab = device.allocate(bytes);
        HostMemory host = device.allocatePinned(bytes)) {
      stream.fill(slab, 0, bytes, 7);
      stream.download(slab, 0, host, 0, CopyShape.bytes(bytes));
      stream.synchronize();
      assertEquals(7, host.slice(0, 4).getInt(0));
      assertEquals(7, host.slice(bytes - 4, 4).getInt(0));
      host.slice(bytes - 4, 4).putInt(0, 8);
      stream.upload(host, bytes - 4, slab, 0, CopyShape.bytes(4));
      stream.download(slab, 0, host, 0, CopyShape.bytes(4));
      stream.synchronize();
      assertEquals(8, host.slice(0, 4).getInt(0));
    }
  }

  /** Rows between whose starts lies more than the device takes in one call. */
  @Test
  void rowsAtHugePitchesGoOneByOne() {
    long pitch = (1L << 31) + 4;
    try (CudaDevice device = CudaDevices.open(KitContext.unlimited());
        DeviceStream stream = device.newStream();
        DeviceSlab slab = device.allocate(2 * pitch);
        HostMemory host = device.allocatePinned(64)) {
      assertFalse(pitch <= device.largestPitch());
      for (int i = 0; i < 16; i++) {
        host.slice(4L * i, 4).putInt(0, i);
      }
      stream.upload(host, 0, slab, 0, new CopyShape(2, 8, 12, pitch));
      stream.copy(slab, 0, slab, 64, new CopyShape(2, 8, pitch, pitch));
      stream.download(slab, 64, host, 32, new CopyShape(2, 8, pitch, 8));
      stream.synchronize();
      int[] expected = {0, 1, 3, 4};
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], host.slice(32 + 4L * i, 4).getInt(0), "word " + i);
      }
    }
  }
}
