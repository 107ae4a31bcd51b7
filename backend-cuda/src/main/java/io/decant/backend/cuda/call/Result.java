package io.decant.backend.cuda.call;

import io.decant.spi.device.DeviceException;
import io.decant.spi.device.DeviceLostException;
import jcuda.CudaException;
import jcuda.driver.CUresult;

/**
 * The one check of native calls: a result that is not success becomes the SPI's error, with the
 * operation and the native code's name. JCuda is told not to throw.
 */
public final class Result {
  private Result() {}

  /**
   * Checks the result of a call.
   *
   * @param device name of the device, or of the backend where no device is open yet
   * @param operation what was asked for
   * @throws DeviceException when the result is not success
   */
  public static void check(int result, String device, String operation) {
    if (result != CUresult.CUDA_SUCCESS) {
      throw failure(result, device, operation);
    }
  }

  /** Returns the exception of a result that is not success. */
  public static DeviceException failure(int result, String device, String operation) {
    String message = device + ": " + operation + " failed: " + name(result);
    CudaException cause = new CudaException(name(result));
    return isLost(result)
        ? new DeviceLostException(
            message
                + "; the device is lost, what it held is gone; CUDA wants the program to be started"
                + " anew",
            cause)
        : new DeviceException(message, cause);
  }

  /** Returns whether a result says that memory is short. */
  public static boolean isOutOfMemory(int result) {
    return result == CUresult.CUDA_ERROR_OUT_OF_MEMORY;
  }

  /** After these every call of the context fails, and so does every one of the process. */
  private static boolean isLost(int result) {
    return switch (result) {
      case CUresult.CUDA_ERROR_DEINITIALIZED,
          CUresult.CUDA_ERROR_DEVICE_UNAVAILABLE,
          CUresult.CUDA_ERROR_INVALID_CONTEXT,
          CUresult.CUDA_ERROR_ECC_UNCORRECTABLE,
          CUresult.CUDA_ERROR_NVLINK_UNCORRECTABLE,
          CUresult.CUDA_ERROR_ILLEGAL_ADDRESS,
          CUresult.CUDA_ERROR_LAUNCH_TIMEOUT,
          CUresult.CUDA_ERROR_CONTEXT_IS_DESTROYED,
          CUresult.CUDA_ERROR_ASSERT,
          CUresult.CUDA_ERROR_HARDWARE_STACK_ERROR,
          CUresult.CUDA_ERROR_ILLEGAL_INSTRUCTION,
          CUresult.CUDA_ERROR_MISALIGNED_ADDRESS,
          CUresult.CUDA_ERROR_INVALID_ADDRESS_SPACE,
          CUresult.CUDA_ERROR_INVALID_PC,
          CUresult.CUDA_ERROR_LAUNCH_FAILED,
          CUresult.CUDA_ERROR_MPS_CLIENT_TERMINATED,
          CUresult.CUDA_ERROR_EXTERNAL_DEVICE ->
          true;
      default -> false;
    };
  }

  /** Returns the name of a result, as CUDA's headers have it, and its number. */
  public static String name(int result) {
    return CUresult.stringFor(result) + " (" + result + ")";
  }
}
