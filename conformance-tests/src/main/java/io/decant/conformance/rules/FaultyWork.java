package io.decant.conformance.rules;

import io.decant.conformance.trial.BusyWork;
import io.decant.spi.device.CopyShape;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.HostMemory;

/** A way to make work fail on a device, after it was enqueued without complaint. */
public interface FaultyWork {
  /** Enqueues work that will fail. */
  void enqueue(Device device, DeviceStream stream);

  /**
   * Returns an upload whose host memory is closed before the upload runs. Only for backends that
   * look up the address of host memory when a copy runs: elsewhere this reads freed memory.
   */
  static FaultyWork uploadFromClosedMemory() {
    return (device, stream) -> {
      try (BusyWork busy = new BusyWork(device, stream);
          DeviceSlab target = device.allocate(64)) {
        boolean closedInTime = false;
        for (int attempt = 0; attempt < 100 && !closedInTime; attempt++) {
          HostMemory source = HostMemory.allocate(64);
          busy.enqueue(stream);
          try (DeviceEvent before = stream.record()) {
            stream.upload(source, 0, target, 0, CopyShape.bytes(64));
            source.close();
            closedInTime = !before.isDone();
          }
        }
      }
    };
  }
}
