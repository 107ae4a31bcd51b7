package io.decant.conformance.throttle;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.HostMemory;

/** A stream of a {@link NullDevice}: does nothing, at once. */
final class NullStream implements DeviceStream {
  @Override
  public void upload(
      HostMemory source,
      long sourceOffset,
      DeviceSlab target,
      long targetOffset,
      CopyShape shape) {}

  @Override
  public void download(
      DeviceSlab source,
      long sourceOffset,
      HostMemory target,
      long targetOffset,
      CopyShape shape) {}

  @Override
  public void copy(
      DeviceSlab source,
      long sourceOffset,
      DeviceSlab target,
      long targetOffset,
      CopyShape shape) {}

  @Override
  public void fill(DeviceSlab target, long offset, long bytes, int pattern) {}

  @Override
  public DeviceEvent record() {
    return new NullDevice.NullEvent();
  }

  @Override
  public void await(DeviceEvent event) {}

  @Override
  public void flush() {}

  @Override
  public void synchronize() {}

  @Override
  public void close() {}
}
