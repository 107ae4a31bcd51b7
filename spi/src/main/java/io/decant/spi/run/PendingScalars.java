package io.decant.spi.run;

import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.HostMemory;
import java.nio.FloatBuffer;

/** Elements on their way to the host. Asked for once. */
public final class PendingScalars {
  private final HostMemory memory;
  private final int count;
  private final DeviceEvent arrived;
  private final Runnable release;

  PendingScalars(HostMemory memory, int count, DeviceEvent arrived, Runnable release) {
    this.memory = memory;
    this.count = count;
    this.arrived = arrived;
    this.release = release;
  }

  /** Waits for the elements and returns them. */
  public float[] get() {
    try (arrived) {
      arrived.synchronize();
      float[] values = new float[count];
      FloatBuffer buffer = memory.slice(0, 4 * count).asFloatBuffer();
      buffer.get(values);
      return values;
    } finally {
      release.run();
    }
  }
}
