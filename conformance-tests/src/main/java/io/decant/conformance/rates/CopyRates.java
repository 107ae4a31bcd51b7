package io.decant.conformance.rates;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.HostMemory;

/** Copies between pinned memory and a device, in bytes a second, by the host's clock. */
final class CopyRates {
  private static final int RUNS = 5;

  private final Device device;
  private final CopyShape shape;

  CopyRates(Device device, long bytes) {
    this.device = device;
    this.shape = CopyShape.bytes(bytes);
  }

  double in() {
    return rate(true, false);
  }

  double out() {
    return rate(false, true);
  }

  /** Returns the sum of both directions. */
  double bothWays() {
    return rate(true, true);
  }

  private double rate(boolean in, boolean out) {
    long bytes = shape.total();
    try (DeviceStream uploads = device.newStream();
        DeviceStream downloads = device.newStream();
        DeviceSlab target = device.allocate(bytes);
        DeviceSlab source = device.allocate(bytes);
        HostMemory sent = device.allocatePinned(bytes);
        HostMemory received = device.allocatePinned(bytes)) {
      long least = Long.MAX_VALUE;
      for (int run = 0; run <= RUNS; run++) {
        long begin = System.nanoTime();
        if (in) {
          uploads.upload(sent, 0, target, 0, shape);
          uploads.flush();
        }
        if (out) {
          downloads.download(source, 0, received, 0, shape);
          downloads.flush();
        }
        uploads.synchronize();
        downloads.synchronize();
        least = run == 0 ? least : Math.min(least, System.nanoTime() - begin);
      }
      return bytes * ((in ? 1 : 0) + (out ? 1 : 0)) / (least * 1e-9);
    }
  }
}
