package io.decant.backend.cuda.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.DeviceException;
import io.decant.spi.device.DeviceLostException;
import jcuda.CudaException;
import jcuda.driver.CUresult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultTest {
  @Test
  void successIsNoError() {
    Result.check(CUresult.CUDA_SUCCESS, "a device", "a call");
    assertFalse(Result.isOutOfMemory(CUresult.CUDA_SUCCESS));
  }

  @Test
  void theMessageNamesDeviceOperationAndCode() {
    DeviceException failure =
        assertThrows(
            DeviceException.class,
            () -> Result.check(CUresult.CUDA_ERROR_INVALID_VALUE, "GPU 7", "cuMemAlloc"));
    assertEquals("GPU 7: cuMemAlloc failed: CUDA_ERROR_INVALID_VALUE (1)", failure.getMessage());
    assertInstanceOf(CudaException.class, failure.getCause());
    assertFalse(failure instanceof DeviceLostException);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        CUresult.CUDA_ERROR_ECC_UNCORRECTABLE,
        CUresult.CUDA_ERROR_ILLEGAL_ADDRESS,
        CUresult.CUDA_ERROR_LAUNCH_TIMEOUT,
        CUresult.CUDA_ERROR_CONTEXT_IS_DESTROYED,
        CUresult.CUDA_ERROR_MISALIGNED_ADDRESS,
        CUresult.CUDA_ERROR_LAUNCH_FAILED
      })
  void whatEndsTheContextLosesTheDevice(int result) {
    DeviceException failure = Result.failure(result, "GPU 7", "work on a stream");
    assertInstanceOf(DeviceLostException.class, failure);
    assertTrue(failure.getMessage().contains("(" + result + "); the device is lost"));
    assertNotNull(failure.getCause());
  }

  @Test
  void onlyMemoryThatIsShortIsOutOfMemory() {
    assertTrue(Result.isOutOfMemory(CUresult.CUDA_ERROR_OUT_OF_MEMORY));
    assertFalse(Result.isOutOfMemory(CUresult.CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES));
  }

  @Test
  void anUnknownCodeKeepsItsNumber() {
    assertTrue(Result.name(123456).contains("123456"), Result.name(123456));
  }
}
