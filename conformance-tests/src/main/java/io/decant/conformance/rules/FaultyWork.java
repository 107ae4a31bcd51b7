package io.decant.conformance.rules;

import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceStream;

/** A way to make work fail on a device, after it was enqueued without complaint. */
public interface FaultyWork {
  /** Enqueues work that will fail. */
  void enqueue(Device device, DeviceStream stream);
}
