package io.decant.spi.memory;

import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceStream;

/**
 * The three streams of a run.
 *
 * @param compute runs operators
 * @param copyIn brings blocks to the device
 * @param copyOut copies blocks to the host
 */
public record Streams(DeviceStream compute, DeviceStream copyIn, DeviceStream copyOut)
    implements AutoCloseable {
  /** Creates the streams of a device. */
  public static Streams of(Device device) {
    return new Streams(device.newStream(), device.newStream(), device.newStream());
  }

  /** Waits for all work. */
  public void synchronize() {
    compute.synchronize();
    copyIn.synchronize();
    copyOut.synchronize();
  }

  @Override
  public void close() {
    try {
      compute.close();
    } finally {
      try {
        copyIn.close();
      } finally {
        copyOut.close();
      }
    }
  }
}
