package io.decant.tiering;

import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceException;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.OutOfDeviceMemoryException;
import io.decant.spi.device.OutOfHostMemoryException;

/** A device that counts what it is asked for, and refuses one of these requests. */
final class CountingDevice extends LimitedDevice {
  private final Device inner;
  private final int refused;
  private int requests;

  /**
   * Wraps a device.
   *
   * @param refused which request is refused, counted from 1; 0 for none
   */
  CountingDevice(Device inner, int refused) {
    super(inner, Long.MAX_VALUE);
    this.inner = inner;
    this.refused = refused;
  }

  /** Returns the slabs, pieces of pinned memory and streams asked for so far. */
  int requests() {
    return requests;
  }

  private boolean isRefused() {
    requests++;
    return requests == refused;
  }

  @Override
  public DeviceSlab allocate(long bytes) {
    if (isRefused()) {
      throw new OutOfDeviceMemoryException("injected", bytes, 0);
    }
    return inner.allocate(bytes);
  }

  @Override
  public HostMemory allocatePinned(long bytes) {
    if (isRefused()) {
      throw new OutOfHostMemoryException(bytes, new IllegalStateException("injected"));
    }
    return inner.allocatePinned(bytes);
  }

  @Override
  public DeviceStream newStream() {
    if (isRefused()) {
      throw new DeviceException("injected");
    }
    return inner.newStream();
  }
}
