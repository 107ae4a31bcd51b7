package io.decant.backend.opencl.platform;

import io.decant.backend.opencl.call.DeviceQuery;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.device.DeviceInfo.Kind;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jocl.CL;
import org.jocl.cl_platform_id;

/**
 * A device of a platform.
 *
 * @param platform its platform
 * @param platformName the platform's name
 * @param query the device
 */
public record FoundDevice(cl_platform_id platform, String platformName, DeviceQuery query) {
  private static final Pattern VERSION = Pattern.compile("OpenCL (\\d+)\\.(\\d+).*");

  /** Returns what it is. */
  public Kind kind() {
    long type = query.number(CL.CL_DEVICE_TYPE);
    if ((type & CL.CL_DEVICE_TYPE_GPU) != 0) {
      return Kind.GPU;
    }
    return (type & CL.CL_DEVICE_TYPE_CPU) != 0 ? Kind.CPU : Kind.ACCELERATOR;
  }

  /** Returns the version of the driver. */
  public String driver() {
    return query.text(CL.CL_DRIVER_VERSION);
  }

  /** Returns the device as the SPI describes it. */
  public DeviceInfo info(int index) {
    return new DeviceInfo(
        index,
        query.name(),
        kind(),
        query.number(CL.CL_DEVICE_GLOBAL_MEM_SIZE),
        platformName
            + ", driver "
            + driver()
            + ", "
            + query.text(CL.CL_DEVICE_VERSION)
            + ", "
            + query.number(CL.CL_DEVICE_MAX_COMPUTE_UNITS)
            + " compute units");
  }

  /** Returns why it cannot be used; empty when it can. */
  Optional<String> rejection() {
    boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    if (query.number(CL.CL_DEVICE_AVAILABLE) == 0) {
      return rejected("its driver says that it is not available now");
    }
    if (query.number(CL.CL_DEVICE_COMPILER_AVAILABLE) == 0) {
      return rejected("its driver has no compiler");
    }
    if ((query.number(CL.CL_DEVICE_ENDIAN_LITTLE) != 0) != little) {
      return rejected("its byte order is not the host's");
    }
    Matcher version = VERSION.matcher(query.text(CL.CL_DEVICE_VERSION));
    if (!version.matches() || !isAtLeast12(version)) {
      return rejected(
          "it has '" + query.text(CL.CL_DEVICE_VERSION) + "', at least OpenCL 1.2 is needed");
    }
    return Optional.empty();
  }

  private static boolean isAtLeast12(Matcher version) {
    int major = Integer.parseInt(version.group(1));
    return major > 1 || Integer.parseInt(version.group(2)) >= 2;
  }

  private Optional<String> rejected(String why) {
    return Optional.of(query.name() + " of " + platformName + ": " + why);
  }
}
