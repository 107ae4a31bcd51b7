package io.decant.backend.opencl.call;

import io.decant.spi.device.DeviceException;
import io.decant.spi.device.DeviceLostException;
import java.util.function.Function;
import org.jocl.CL;
import org.jocl.CLException;

/**
 * The one check of native calls: a status that is not success becomes the SPI's error, with the
 * operation and the native code's name. JOCL itself never throws.
 */
public final class Status {
  /** NVIDIA's driver: a kernel touched memory that is not its own; the context is lost. */
  private static final int NVIDIA_FAULT = -9999;

  /** The loader of drivers found none. */
  public static final int NO_PLATFORM = -1001;

  private Status() {}

  /**
   * Checks the status that a call returned.
   *
   * @param device name of the device, or of the backend where no device is open yet
   * @param operation what was asked for
   * @throws DeviceException when the status is not success
   */
  public static void check(int status, String device, String operation) {
    if (status != CL.CL_SUCCESS) {
      throw failure(status, device, operation);
    }
  }

  /**
   * Returns what a call creates that delivers its status through an array.
   *
   * @throws DeviceException when the status is not success
   */
  public static <T> T created(String device, String operation, Function<int[], T> call) {
    int[] status = new int[1];
    T result = call.apply(status);
    check(status[0], device, operation);
    return result;
  }

  /** Returns the exception of a status that is not success. */
  public static DeviceException failure(int status, String device, String operation) {
    String message = device + ": " + operation + " failed: " + name(status);
    CLException cause = new CLException(name(status), status);
    return switch (status) {
      case CL.CL_DEVICE_NOT_AVAILABLE, CL.CL_INVALID_COMMAND_QUEUE, NVIDIA_FAULT ->
          new DeviceLostException(
              message + "; the device is lost, what it held is gone; open it anew", cause);
      default -> new DeviceException(message, cause);
    };
  }

  /** Returns whether a status says that memory is short. */
  public static boolean isOutOfMemory(int status) {
    return status == CL.CL_MEM_OBJECT_ALLOCATION_FAILURE
        || status == CL.CL_OUT_OF_RESOURCES
        || status == CL.CL_OUT_OF_HOST_MEMORY
        || status == CL.CL_INVALID_BUFFER_SIZE;
  }

  /** Returns the name of a status, as the headers of OpenCL have it. */
  public static String name(int status) {
    return switch (status) {
      case NO_PLATFORM -> "CL_PLATFORM_NOT_FOUND_KHR (-1001)";
      case NVIDIA_FAULT -> "illegal access by a kernel (-9999)";
      default -> CL.stringFor_errorCode(status) + " (" + status + ")";
    };
  }
}
