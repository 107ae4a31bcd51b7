package io.decant.backend.opencl.clblast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.DeviceException;
import io.decant.spi.device.DeviceLostException;
import org.jocl.CL;
import org.junit.jupiter.api.Test;

class ClBlastStatusTest {
  @Test
  void aFailureHasTheNameOfItsStatusAndARemedy() {
    ClBlastStatus.check(0, "a card", "a product");
    DeviceException failure = failure(-1011);
    assertEquals(
        "a card: a product by CLBlast (the property decant.opencl.gemm=own does without it) failed:"
            + " CLBlastInsufficientMemoryA (-1011)",
        failure.getMessage());
    assertTrue(failure(-2050).getMessage().endsWith("CLBlastInsufficientMemoryTemp (-2050)"));
    assertTrue(failure(-2046).getMessage().endsWith("CLBlastInvalidLocalMemUsage (-2046)"));
  }

  @Test
  void aStatusOfTheDriversIsTakenAsSuch() {
    DeviceException failure = failure(CL.CL_BUILD_PROGRAM_FAILURE);
    assertTrue(failure.getMessage().endsWith("CL_BUILD_PROGRAM_FAILURE (-11)"));
    assertInstanceOf(DeviceLostException.class, failure(CL.CL_INVALID_COMMAND_QUEUE));
    assertInstanceOf(DeviceLostException.class, failure(-9999));
  }

  private static DeviceException failure(int status) {
    return assertThrows(
        DeviceException.class, () -> ClBlastStatus.check(status, "a card", "a product"));
  }
}
