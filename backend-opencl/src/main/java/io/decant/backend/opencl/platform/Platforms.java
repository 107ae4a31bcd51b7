package io.decant.backend.opencl.platform;

import io.decant.backend.opencl.call.DeviceQuery;
import io.decant.backend.opencl.call.Status;
import io.decant.spi.device.Availability;
import io.decant.spi.device.DeviceException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;

/**
 * What the drivers on this machine offer, as of one look.
 *
 * @param devices usable devices: graphics processors first, then accelerators, then CPUs; within a
 *     kind by the platform's name
 * @param problems what cannot be used, and why, one line each
 */
public record Platforms(List<FoundDevice> devices, List<String> problems) {
  private static final String ASKER = "opencl";
  private static final String INSTALL =
      "install the driver of your device; on Debian and Ubuntu: nvidia-opencl-icd (NVIDIA),"
          + " intel-opencl-icd (Intel), mesa-opencl-icd (AMD), or pocl-opencl-icd, which runs OpenCL"
          + " on any CPU; /etc/OpenCL/vendors must then hold its .icd file";
  private static final String INSTALL_LOADER =
      "install the OpenCL loader (on Debian and Ubuntu: ocl-icd-libopencl1) and the driver of your"
          + " device, such as nvidia-opencl-icd, intel-opencl-icd, or pocl-opencl-icd for any CPU";

  /** Copies the lists. */
  public Platforms {
    devices = List.copyOf(devices);
    problems = List.copyOf(problems);
  }

  /** Looks at all platforms; never throws. */
  public static Platforms scan() {
    Optional<String> failure = OpenClLibrary.failure();
    if (failure.isPresent()) {
      return new Platforms(List.of(), List.of());
    }
    return JavaSignals.keep(Platforms::look);
  }

  private static Platforms look() {
    List<FoundDevice> found = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    try {
      for (cl_platform_id platform : platforms()) {
        scan(platform, found, problems);
      }
    } catch (DeviceException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    found.sort(
        Comparator.comparingInt((FoundDevice device) -> rank(device))
            .thenComparing(FoundDevice::platformName));
    return new Platforms(found, problems);
  }

  /** Returns whether a device can be used, and if not, why and what to do. */
  public Availability availability() {
    Optional<String> failure = OpenClLibrary.failure();
    if (failure.isPresent()) {
      return Availability.no(
          "the OpenCL loader, libOpenCL, cannot be loaded (" + failure.get() + ")", INSTALL_LOADER);
    }
    if (!devices.isEmpty()) {
      return Availability.yes();
    }
    return problems.isEmpty()
        ? Availability.no("the OpenCL loader finds no driver", INSTALL)
        : Availability.no("no OpenCL device: " + String.join("; ", problems), INSTALL);
  }

  private static int rank(FoundDevice device) {
    return switch (device.kind()) {
      case GPU -> 0;
      case ACCELERATOR -> 1;
      case CPU -> 2;
    };
  }

  private static cl_platform_id[] platforms() {
    int[] count = new int[1];
    int status = CL.clGetPlatformIDs(0, null, count);
    if (status == Status.NO_PLATFORM) {
      return new cl_platform_id[0];
    }
    Status.check(status, ASKER, "clGetPlatformIDs");
    cl_platform_id[] platforms = new cl_platform_id[count[0]];
    if (platforms.length > 0) {
      Status.check(
          CL.clGetPlatformIDs(platforms.length, platforms, null), ASKER, "clGetPlatformIDs");
    }
    return platforms;
  }

  private static void scan(
      cl_platform_id platform, List<FoundDevice> found, List<String> problems) {
    String name = "a platform";
    try {
      name = name(platform);
      int[] count = new int[1];
      int status = CL.clGetDeviceIDs(platform, CL.CL_DEVICE_TYPE_ALL, 0, null, count);
      if (status == CL.CL_DEVICE_NOT_FOUND || count[0] == 0) {
        problems.add(name + ": it has no device");
        return;
      }
      Status.check(status, name, "clGetDeviceIDs");
      cl_device_id[] ids = new cl_device_id[count[0]];
      Status.check(
          CL.clGetDeviceIDs(platform, CL.CL_DEVICE_TYPE_ALL, ids.length, ids, null),
          name,
          "clGetDeviceIDs");
      for (cl_device_id id : ids) {
        FoundDevice device = new FoundDevice(platform, name, new DeviceQuery(id));
        device.rejection().ifPresentOrElse(problems::add, () -> found.add(device));
      }
    } catch (DeviceException e) {
      problems.add(name + ": " + e.getMessage());
    }
  }

  private static String name(cl_platform_id platform) {
    long[] size = new long[1];
    Status.check(
        CL.clGetPlatformInfo(platform, CL.CL_PLATFORM_NAME, 0, null, size),
        ASKER,
        "clGetPlatformInfo");
    byte[] raw = new byte[Math.toIntExact(size[0])];
    Status.check(
        CL.clGetPlatformInfo(platform, CL.CL_PLATFORM_NAME, raw.length, Pointer.to(raw), null),
        ASKER,
        "clGetPlatformInfo");
    return new String(raw, StandardCharsets.UTF_8).replace("\0", "").trim();
  }
}
