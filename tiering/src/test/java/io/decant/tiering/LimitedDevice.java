package io.decant.tiering;

import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceFacts;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.support.ForwardingDevice;

/** A device that allocates no more than so many bytes at once. */
class LimitedDevice extends ForwardingDevice {
  private final long largestSlab;

  LimitedDevice(Device inner, long largestSlab) {
    super(inner);
    this.largestSlab = largestSlab;
  }

  @Override
  public DeviceFacts facts() {
    DeviceFacts facts = super.facts();
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
    return super.allocate(bytes);
  }
}
