package io.decant.spi.memory;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.OutOfDeviceMemoryException;
import java.time.Duration;

/**
 * Measures how fast a device's link is, each direction alone and both at once, and what a short
 * copy takes, with copies of pinned memory, the best of a few. Others who use the link's other end
 * may take a third of its rate for a tenth of a second: who needs what the link does without them
 * has it measured for longer.
 */
public final class LinkProbe {
  private static final int TRIALS = 3;

  /** More are not worth the wait where copies take next to no time. */
  private static final int MOST_TRIALS = 1000;

  private static final long SMALL = 4L << 20;
  private static final long SMALLEST = 1L << 8;
  private static final int SHORT_COPIES = 16;

  /** Bytes of a copy where memory is as large: enough for the link's full rate. */
  public static final long MOST = 32L << 20;

  private final DeviceStream in;
  private final DeviceStream out;
  private final DeviceSlab slab;
  private final HostMemory pinned;
  private long uploaded = Long.MAX_VALUE;
  private long downloaded = Long.MAX_VALUE;
  private long both = Long.MAX_VALUE;
  private long shortCopies = Long.MAX_VALUE;

  /** Nanoseconds of all that was measured. */
  private long spent;

  private LinkProbe(DeviceStream in, DeviceStream out, DeviceSlab slab, HostMemory pinned) {
    this.in = in;
    this.out = out;
    this.slab = slab;
    this.pinned = pinned;
  }

  /**
   * Measures.
   *
   * @param in a stream
   * @param out another one, or the same
   * @param slab device memory whose contents nobody needs
   * @param pinned host memory
   * @param atLeast how long copies take together, but for devices on which they take no time
   */
  public static LinkRates measure(
      DeviceStream in, DeviceStream out, DeviceSlab slab, HostMemory pinned, Duration atLeast) {
    LinkProbe probe = new LinkProbe(in, out, slab, pinned);
    try {
      for (int trial = 0; probe.continues(trial, atLeast.toNanos()); trial++) {
        probe.measureAlone();
        probe.measureBoth();
        probe.measureShortCopies();
      }
      return probe.rates();
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
        return measure(in, out, slab, pinned, Duration.ZERO);
      } catch (OutOfDeviceMemoryException e) {
        if (bytes <= SMALLEST) {
          throw e;
        }
      }
    }
  }

  /** Returns how many bytes are copied. */
  public static long bytes(DeviceSlab slab) {
    return Math.min(MOST, slab.bytes());
  }

  /** Waits until no copy is under way any more. */
  private static void settle(DeviceStream stream, RuntimeException cause) {
    try {
      stream.synchronize();
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  private boolean continues(int trial, long atLeast) {
    return trial < TRIALS || (spent < atLeast && trial < MOST_TRIALS);
  }

  private LinkRates rates() {
    double bytes = bytes(slab);
    return new LinkRates(
        bytes * 1e9 / uploaded,
        bytes * 1e9 / downloaded,
        half() == 0 ? Double.MAX_VALUE : 2 * half() * 1e9 / both,
        shortCopies / 1e9 / SHORT_COPIES);
  }

  private void measureAlone() {
    CopyShape shape = CopyShape.bytes(bytes(slab));
    try (DeviceEvent start = in.record()) {
      in.upload(pinned, 0, slab, 0, shape);
      try (DeviceEvent middle = in.record()) {
        in.download(slab, 0, pinned, 0, shape);
        try (DeviceEvent end = in.record()) {
          in.flush();
          end.synchronize();
          uploaded = Math.min(uploaded, Math.max(1, middle.nanosSince(start)));
          downloaded = Math.min(downloaded, Math.max(1, end.nanosSince(middle)));
          spent += end.nanosSince(start);
        }
      }
    }
  }

  /** Returns the bytes that are copied in while as many others are copied out. */
  private long half() {
    return bytes(slab) / 8 * 4;
  }

  private void measureBoth() {
    long half = half();
    if (half == 0) {
      return;
    }
    CopyShape shape = CopyShape.bytes(half);
    try (DeviceEvent start = in.record()) {
      out.await(start);
      in.upload(pinned, 0, slab, 0, shape);
      out.download(slab, half, pinned, half, shape);
      try (DeviceEvent ofIn = in.record();
          DeviceEvent ofOut = out.record()) {
        in.flush();
        out.flush();
        ofIn.synchronize();
        ofOut.synchronize();
        long nanos = Math.max(ofIn.nanosSince(start), ofOut.nanosSince(start));
        both = Math.min(both, Math.max(1, nanos));
        spent += nanos;
      }
    }
  }

  /** Measures copies of next to nothing that follow each other. */
  private void measureShortCopies() {
    CopyShape shape = CopyShape.bytes(Math.min(SMALLEST, bytes(slab)));
    try (DeviceEvent start = in.record()) {
      for (int i = 0; i < SHORT_COPIES; i++) {
        in.upload(pinned, 0, slab, 0, shape);
      }
      try (DeviceEvent end = in.record()) {
        in.flush();
        end.synchronize();
        long nanos = Math.max(0, end.nanosSince(start));
        shortCopies = Math.min(shortCopies, nanos);
        spent += nanos;
      }
    }
  }
}
