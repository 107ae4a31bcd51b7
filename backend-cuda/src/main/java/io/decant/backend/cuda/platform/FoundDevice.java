package io.decant.backend.cuda.platform;

import io.decant.backend.cuda.call.DriverLibrary;
import io.decant.spi.device.DeviceInfo;
import java.util.Optional;
import jcuda.driver.CUcomputemode;
import jcuda.driver.CUdevice_attribute;

/**
 * A device of the driver's.
 *
 * @param query the device
 */
public record FoundDevice(DeviceQuery query) {
  /** Returns the device as the SPI describes it. */
  public DeviceInfo info(int index) {
    return new DeviceInfo(
        index,
        query.name(),
        DeviceInfo.Kind.GPU,
        query.memoryBytes(),
        "compute capability "
            + query.capability()
            + ", driver for CUDA "
            + DriverLibrary.text(DriverLibrary.version())
            + ", "
            + query.number(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT)
            + " multiprocessors");
  }

  /** Returns why it cannot be used; empty when it can. */
  Optional<String> rejection() {
    Capability capability = query.capability();
    Presets presets = Presets.own();
    if (capability.number() < presets.leastCapability()) {
      return Optional.of(
          query.name()
              + ": it has compute capability "
              + capability
              + ", CUDA "
              + presets.toolkit()
              + " needs "
              + presets.leastCapability() / 10.0
              + " or later; use the OpenCL backend");
    }
    int mode = query.number(CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_MODE);
    return mode == CUcomputemode.CU_COMPUTEMODE_PROHIBITED
        ? Optional.of(
            query.name()
                + ": its compute mode prohibits it; an administrator can allow it: nvidia-smi -c 0")
        : Optional.empty();
  }
}
