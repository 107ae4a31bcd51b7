package io.decant.backend.opencl.clblast;

import io.decant.backend.opencl.call.Status;
import io.decant.spi.device.DeviceException;
import org.jocl.blast.CLBlastStatusCode;

/** The check of CLBlast's calls. Their statuses are OpenCL's, and some more below those. */
final class ClBlastStatus {
  /** OpenCL's own statuses, those of extensions included, are greater; NVIDIA's are less. */
  private static final int GREATEST = CLBlastStatusCode.CLBlastInsufficientMemoryY;

  /** JOCLBlast has no constant and no name for this one of its library's. */
  private static final int TEMPORARY_TOO_SMALL = -2050;

  private ClBlastStatus() {}

  /**
   * Checks the status that a call returned.
   *
   * @throws DeviceException when the status is not success
   */
  static void check(int status, String device, String operation) {
    if (status != CLBlastStatusCode.CLBlastSuccess) {
      throw failure(status, device, operation);
    }
  }

  private static DeviceException failure(int status, String device, String operation) {
    String what =
        operation + " by CLBlast (the property " + GemmChoice.PROPERTY + "=own does without it)";
    return status <= GREATEST && status >= TEMPORARY_TOO_SMALL
        ? new DeviceException(device + ": " + what + " failed: " + name(status))
        : Status.failure(status, device, what);
  }

  static String name(int status) {
    String name =
        status == TEMPORARY_TOO_SMALL
            ? "CLBlastInsufficientMemoryTemp"
            : CLBlastStatusCode.stringFor(status);
    return name + " (" + status + ")";
  }
}
