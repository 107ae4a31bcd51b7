package io.decant.spi.memory;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.OutOfDeviceMemoryException;

/**
 * Measures how fast a device's link is, each direction alone and both at once, and what a short
 * copy takes, with copies of pinned memory, the best of a few.
 */
public final class LinkProbe {
  private static final int TRIALS = 3;
  private static final long SMALL = 4L << 20;
  private static final long SMALLEST = 1L << 8;
  private static final int SHORT_COPIES = 16;

  /** Bytes of a copy where memory is as large: enough for the link's full rate. */
  public static final long MOST = 32L << 20;

  private LinkProbe() {}

  /**
   * Measures.
   *
   * @param in a stream
   * @param out another one, or the same
   * @param slab device memory whose contents nobody needs
   * @param pinned host memory
   */
  public static LinkRates measure(
      DeviceStream in, DeviceStream out, DeviceSlab slab, HostMemory pinned) {
    try {
      LinkRates alone = copies(in, slab, pinned);
      double both = both(in, out, slab, pinned);
      return new LinkRates(alone.in(), alone.out(), both, latency(in, slab, pinned));
    } catch (RuntimeException e) {
      settle(in, e);
      settle(out, e);
      throw e;
    }
  }

  /** Measures with memory of its own, which is small where the device has little left. */
  public static LinkRates measure(Device device) {
    for (long bytes = SMALL; ; bytes /= 2) {
      try (DeviceStream in = device.newStream();
          DeviceStream out = device.newStream();
          DeviceSlab slab = device.allocate(bytes);
          HostMemory pinned = device.allocatePinned(bytes)) {
        return measure(in, out, slab, pinned);
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

  /** Returns the bytes per second of a copy in and one out at once, each of half of the memory. */
  private static double both(
      DeviceStream in, DeviceStream out, DeviceSlab slab, HostMemory pinned) {
    long half = bytes(slab) / 8 * 4;
    if (half == 0) {
      return Double.MAX_VALUE;
    }
    CopyShape shape = CopyShape.bytes(half);
    long shortest = Long.MAX_VALUE;
    for (int trial = 0; trial < TRIALS; trial++) {
      try (DeviceEvent start = in.record()) {
        out.await(start);
        in.upload(pinned, 0, slab, 0, shape);
        out.download(slab, half, pinned, half, shape);
        try (DeviceEvent uploaded = in.record();
            DeviceEvent downloaded = out.record()) {
          in.flush();
          out.flush();
          uploaded.synchronize();
          downloaded.synchronize();
          long nanos = Math.max(uploaded.nanosSince(start), downloaded.nanosSince(start));
          shortest = Math.min(shortest, Math.max(1, nanos));
        }
      }
    }
    return 2 * half * 1e9 / shortest;
  }

  /** Returns the seconds of a copy of next to nothing, one of many that follow each other. */
  private static double latency(DeviceStream stream, DeviceSlab slab, HostMemory pinned) {
    CopyShape shape = CopyShape.bytes(Math.min(SMALLEST, bytes(slab)));
    long shortest = Long.MAX_VALUE;
    for (int trial = 0; trial < TRIALS; trial++) {
      try (DeviceEvent start = stream.record()) {
        for (int i = 0; i < SHORT_COPIES; i++) {
          stream.upload(pinned, 0, slab, 0, shape);
        }
        try (DeviceEvent end = stream.record()) {
          stream.flush();
          end.synchronize();
          shortest = Math.min(shortest, Math.max(0, end.nanosSince(start)));
        }
      }
    }
    return shortest / 1e9 / SHORT_COPIES;
  }

  /** Returns how many bytes are copied. */
  public static long bytes(DeviceSlab slab) {
    return Math.min(MOST, slab.bytes());
  }
}
