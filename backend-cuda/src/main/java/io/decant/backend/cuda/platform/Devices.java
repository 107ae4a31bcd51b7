package io.decant.backend.cuda.platform;

import io.decant.backend.cuda.call.DriverLibrary;
import io.decant.backend.cuda.call.Result;
import io.decant.spi.device.Availability;
import io.decant.spi.device.DeviceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;

/**
 * What the driver on this machine offers, as of one look.
 *
 * @param usable devices, in the driver's order
 * @param problems what cannot be used, and why, one line each
 */
public record Devices(List<FoundDevice> usable, List<String> problems) {
  private static final String INSTALL_DRIVER =
      "install NVIDIA's driver, version 580 or later for CUDA 13 (on Debian and Ubuntu:"
          + " nvidia-driver-580); in a container, pass the device: docker run --gpus all";
  private static final String CHECK_DEVICE =
      "check that nvidia-smi lists a device, and that CUDA_VISIBLE_DEVICES does not hide it";

  /** Copies the lists. */
  public Devices {
    usable = List.copyOf(usable);
    problems = List.copyOf(problems);
  }

  /** Looks at all devices; never throws. */
  public static Devices scan() {
    List<FoundDevice> found = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    if (DriverLibrary.failure().isEmpty()) {
      try {
        int count = count(DriverLibrary.initialise());
        for (int number = 0; number < count; number++) {
          scan(number, found, problems);
        }
      } catch (DeviceException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    return new Devices(found, problems);
  }

  private static int count(int initialised) {
    if (initialised == CUresult.CUDA_ERROR_NO_DEVICE) {
      return 0;
    }
    Result.check(initialised, "cuda", "cuInit");
    int version = DriverLibrary.version();
    int least = 1000 * Presets.own().toolkit();
    if (version < least) {
      throw new DeviceException(
          "the driver is made for CUDA "
              + DriverLibrary.text(version)
              + ", at least "
              + DriverLibrary.text(least)
              + " is needed");
    }
    int[] count = new int[1];
    Result.check(JCudaDriver.cuDeviceGetCount(count), "cuda", "cuDeviceGetCount");
    return count[0];
  }

  private static void scan(int number, List<FoundDevice> found, List<String> problems) {
    try {
      FoundDevice device = new FoundDevice(new DeviceQuery(number));
      device.rejection().ifPresentOrElse(problems::add, () -> found.add(device));
    } catch (DeviceException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
  }

  /** Returns whether a device can be used, and if not, why and what to do. */
  public Availability availability() {
    Optional<String> failure = DriverLibrary.failure();
    if (failure.isPresent()) {
      return Availability.no(
          "NVIDIA's driver cannot be loaded (" + failure.get() + ")", INSTALL_DRIVER);
    }
    if (usable.isEmpty()) {
      return problems.isEmpty()
          ? Availability.no("NVIDIA's driver has no device", CHECK_DEVICE)
          : Availability.no(
              "no CUDA device: " + String.join("; ", problems),
              CHECK_DEVICE + "; otherwise " + INSTALL_DRIVER);
    }
    return CudaLibraries.missing(CudaLibrary.NVRTC)
        .map(missing -> Availability.no("NVRTC, which compiles kernels, is missing", missing))
        .orElse(Availability.yes());
  }
}
