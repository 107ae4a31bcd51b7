package io.decant.backend.cuda.library;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.decant.spi.device.DeviceException;
import org.junit.jupiter.api.Test;

class LibraryStatusTest {
  @Test
  void successIsNoError() {
    assertDoesNotThrow(() -> status("").check(0, "cudnnCreate"));
  }

  @Test
  void failuresNameLibraryOperationAndStatus() {
    assertEquals(
        "cuDNN: cudnnBackendExecute of engine 1 failed: CUDNN_STATUS_5000 (5000)", message(""));
    assertEquals(
        "cuDNN: cudnnBackendExecute of engine 1 failed: CUDNN_STATUS_5000 (5000): launch failed",
        message("launch failed\n"));
  }

  private static String message(String details) {
    return String.valueOf(
        assertThrows(
                DeviceException.class,
                () -> status(details).check(5000, "cudnnBackendExecute of engine 1"))
            .getMessage());
  }

  private static LibraryStatus status(String details) {
    return new LibraryStatus("cuDNN", code -> "CUDNN_STATUS_" + code, () -> details);
  }
}
