package io.decant.backend.cuda.library;

import io.decant.spi.device.DeviceException;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * The one check of calls to a library: a status that is not success becomes the SPI's error.
 *
 * @param library its name, for errors
 * @param names the library's own name of a status
 * @param details what the library says of its last error, or an empty text
 */
record LibraryStatus(String library, IntFunction<String> names, Supplier<String> details) {
  private static final int SUCCESS = 0;

  /**
   * Checks what a call returned.
   *
   * @param operation the function, and for what it was called
   * @throws DeviceException when the status is not success
   */
  void check(int status, String operation) {
    if (status != SUCCESS) {
      throw failure(status, operation);
    }
  }

  private DeviceException failure(int status, String operation) {
    String more = details.get().strip();
    return new DeviceException(
        library
            + ": "
            + operation
            + " failed: "
            + names.apply(status)
            + " ("
            + status
            + ")"
            + (more.isEmpty() ? "" : ": " + more));
  }
}
