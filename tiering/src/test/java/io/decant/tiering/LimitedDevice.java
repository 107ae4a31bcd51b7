package io.decant.tiering;

import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceFacts;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.OpSpec;
import java.util.Optional;

/** A device that allocates no more than so many bytes at once. */
class LimitedDevice implements Device {
  private final Device inner;
  private final long largestSlab;

  LimitedDevice(Device inner, long largestSlab) {
    this.inner = inner;
    this.largestSlab = largestSlab;
  }

  @Override
  public DeviceInfo info() {
    return inner.info();
  }

  @Override
  public DeviceFacts facts() {
    DeviceFacts facts = inner.facts();
    return new DeviceFacts(
        facts.memoryBytes(),
        Math.min(largestSlab, facts.allocationLimit()),
        facts.viewAlignment(),
        facts.unifiedMemory(),
        facts.copyEngines(),
        facts.types());
  }

  @Override
  public DeviceSlab allocate(long bytes) {
    if (bytes > largestSlab) {
      throw new AssertionError(bytes + " bytes are more than the device allocates at once");
    }
    return inner.allocate(bytes);
  }

  @Override
  public HostMemory allocatePinned(long bytes) {
    return inner.allocatePinned(bytes);
  }

  @Override
  public DeviceStream newStream() {
    return inner.newStream();
  }

  @Override
  public Optional<Executable> prepare(OpSpec spec, PrepareOptions options) {
    return inner.prepare(spec, options);
  }

  @Override
  public void close() {
    inner.close();
  }
}
