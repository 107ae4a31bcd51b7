package io.decant.tiering;

import io.decant.spi.device.DeviceStream;
import java.io.IOException;

/** Enqueues something on a stream, perhaps step by step as a {@link TransferRing} allows. */
interface StreamWork {
  void run(DeviceStream stream) throws IOException;
}
