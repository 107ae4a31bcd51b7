package io.decant.backend.cuda;

import io.decant.backend.cuda.platform.Devices;
import io.decant.backend.cuda.platform.FoundDevice;
import io.decant.backend.cuda.platform.NvrtcLibrary;
import io.decant.spi.device.Availability;
import io.decant.spi.device.BackendContext;
import io.decant.spi.device.BackendProvider;
import io.decant.spi.device.BackendUnavailableException;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The CUDA backend: every device of NVIDIA's driver, in the driver's order. */
public final class CudaBackendProvider implements BackendProvider {
  static final String NAME = "cuda";

  /** Above OpenCL's, which runs on the same devices. */
  private static final int PREFERENCE = 100;

  /** Creates the provider. */
  public CudaBackendProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int preference() {
    return PREFERENCE;
  }

  @Override
  public Availability availability() {
    return Devices.scan().availability();
  }

  @Override
  public List<DeviceInfo> devices() {
    Devices devices = Devices.scan();
    List<DeviceInfo> infos = new ArrayList<>();
    if (devices.availability().available()) {
      for (FoundDevice device : devices.usable()) {
        infos.add(device.info(infos.size()));
      }
    }
    return infos;
  }

  @Override
  public Device open(int index, BackendContext context) {
    Devices found = Devices.scan();
    require(found.availability());
    List<FoundDevice> devices = found.usable();
    if (index < 0 || index >= devices.size()) {
      throw new IllegalArgumentException(
          "the backend '"
              + NAME
              + "' has no device "
              + index
              + ", only "
              + devices.stream()
                  .map(device -> devices.indexOf(device) + " (" + device.query().name() + ")")
                  .collect(Collectors.joining(", ")));
    }
    require(
        NvrtcLibrary.load(context)
            .map(
                failure ->
                    Availability.no(
                        "NVRTC, which compiles kernels, cannot be loaded (" + failure + ")",
                        NvrtcLibrary.REMEDY))
            .orElse(Availability.yes()));
    found.problems().forEach(problem -> context.listener().info(NAME + ": " + problem));
    return CudaDevice.open(devices.get(index), index, context);
  }

  private static void require(Availability availability) {
    if (!availability.available()) {
      throw new BackendUnavailableException(NAME, availability);
    }
  }
}
