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
  private boolean taken;

  PendingScalars(HostMemory memory, int count, DeviceEvent arrived, Runnable release) {
    this.memory = memory;
    this.count = count;
    this.arrived = arrived;
    this.release = release;
  }

  /**
   * Waits for the elements and returns them.
   *
   * @throws IllegalStateException when they were asked for before
   */
  public float[] get() {
    if (taken) {
      throw new IllegalStateException("these elements were asked for before");
    }
    taken = true;
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
