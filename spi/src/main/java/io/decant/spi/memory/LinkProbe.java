package io.decant.spi.memory;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.OutOfDeviceMemoryException;

/** Measures how fast a device's link is, with copies of pinned memory, the best of a few. */
public final class LinkProbe {
  private static final int TRIALS = 3;
  private static final long SMALL = 4L << 20;
  private static final long SMALLEST = 1L << 8;
  private static final long MOST = 32L << 20;

  private LinkProbe() {}

  /**
   * Measures.
   *
   * @param slab device memory whose contents nobody needs
   * @param pinned host memory
   */
  public static LinkRates measure(DeviceStream stream, DeviceSlab slab, HostMemory pinned) {
    try {
      return copies(stream, slab, pinned);
    } catch (RuntimeException e) {
      settle(stream, e);
      throw e;
    }
  }

  /** Measures with memory of its own, which is small where the device has little left. */
  public static LinkRates measure(Device device) {
    for (long bytes = SMALL; ; bytes /= 2) {
      try (DeviceStream stream = device.newStream();
          DeviceSlab slab = device.allocate(bytes);
          HostMemory pinned = device.allocatePinned(bytes)) {
        return measure(stream, slab, pinned);
      } catch (OutOfDeviceMemoryException e) {
        if (bytes <= SMALLEST) {
          throw e;
        }
      }
    }
  }

  /** Waits until no copy is under way any more. */
  private static void settle(DeviceStream stream, RuntimeException cause) {
    try {
      stream.synchronize();
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  private static LinkRates copies(DeviceStream stream, DeviceSlab slab, HostMemory pinned) {
    long bytes = bytes(slab);
    CopyShape shape = CopyShape.bytes(bytes);
    long in = Long.MAX_VALUE;
    long out = Long.MAX_VALUE;
    for (int trial = 0; trial < TRIALS; trial++) {
      try (DeviceEvent start = stream.record()) {
        stream.upload(pinned, 0, slab, 0, shape);
        try (DeviceEvent middle = stream.record()) {
          stream.download(slab, 0, pinned, 0, shape);
          try (DeviceEvent end = stream.record()) {
            stream.flush();
            end.synchronize();
            in = Math.min(in, Math.max(1, middle.nanosSince(start)));
            out = Math.min(out, Math.max(1, end.nanosSince(middle)));
          }
        }
      }
    }
    return new LinkRates(bytes * 1e9 / in, bytes * 1e9 / out);
  }

  /** Returns how many bytes are copied. */
  public static long bytes(DeviceSlab slab) {
    return Math.min(MOST, slab.bytes());
  }
}
