package io.decant.backend.cuda;

import io.decant.backend.cuda.platform.CudaLibraries;
import io.decant.backend.cuda.platform.CudaLibrary;
import io.decant.backend.cuda.platform.Devices;
import io.decant.backend.cuda.platform.FoundDevice;
import io.decant.spi.device.Availability;
import io.decant.spi.device.BackendContext;
import io.decant.spi.device.BackendProvider;
import io.decant.spi.device.BackendUnavailableException;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.support.DeviceIndex;
import io.decant.spi.support.JavaCppFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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
  public int spiVersion() {
    return SPI_VERSION;
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
    FoundDevice device =
        DeviceIndex.require(NAME, index, found.usable(), each -> each.query().name());
    require(compiler(context));
    found.problems().forEach(problem -> context.listener().info(NAME + ": " + problem));
    return CudaDevice.open(device, index, context);
  }

  /** Loads the compiler; natives of all libraries are unpacked into the context's cache. */
  private static Availability compiler(BackendContext context) {
    try {
      JavaCppFolder.prepare(context);
    } catch (IOException e) {
      return Availability.no("native libraries cannot be unpacked", String.valueOf(e.getMessage()));
    }
    CudaLibraries.Outcome outcome =
        new CudaLibraries(
                context.cacheDirectory().resolve(NAME),
                line -> context.listener().info(NAME + ": " + line))
            .load(CudaLibrary.NVRTC);
    return outcome.usable()
        ? Availability.yes()
        : Availability.no("NVRTC, which compiles kernels, cannot be used", outcome.text());
  }

  private static void require(Availability availability) {
    if (!availability.available()) {
      throw new BackendUnavailableException(NAME, availability);
    }
  }
}
