package io.decant.kernels.operator.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.kernels.Dialect;
import io.decant.kernels.KernelTraits;
import io.decant.kernels.operator.product.ProductShape.Method;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.op.ComputeMode;
import org.junit.jupiter.api.Test;

class ProductChoiceTest {
  private static final long LIMIT = 64L << 20;
  private static final ProductSize SQUARE = new ProductSize(1, 4096, 4096, 4096, 1);
  private static final ProductSize LONG_SUM = new ProductSize(1, 64, 576, 200_704, 1);

  private static ProductChoice on(
      DeviceInfo.Kind kind, int largestGroup, long localBytes, boolean inlinePtx) {
    return new ProductChoice(
        new KernelTraits(Dialect.OPENCL, kind, 132, largestGroup, localBytes, inlinePtx));
  }

  private static ProductChoice gpu() {
    return on(DeviceInfo.Kind.GPU, 1024, 49152, true);
  }

  @Test
  void largeProductsHaveLargeTilesAndAreNotSplit() {
    ProductLaunch launch = gpu().choose(SQUARE, ComputeMode.FLOAT32, LIMIT);
    assertEquals(128 * 128, launch.shape().tileM() * launch.shape().tileN());
    assertEquals(1, launch.splits());
    assertEquals(0, launch.workspaceBytes());
  }

  @Test
  void longSumsAreSplitSoThatTheDeviceIsFullAndNoStepIsLost() {
    ProductLaunch launch = gpu().choose(LONG_SUM, ComputeMode.FLOAT32, LIMIT);
    assertTrue(launch.splits() > 8, launch::toString);
    long steps = launch.size().steps(launch.shape());
    assertTrue(launch.splits() * launch.stepsOfSplit() >= steps, launch::toString);
    assertTrue((launch.splits() - 1) * launch.stepsOfSplit() < steps, "no split is empty");
    assertTrue(launch.workspaceBytes() <= LIMIT);
  }

  @Test
  void withoutWorkspaceNothingIsSplit() {
    assertEquals(1, gpu().choose(LONG_SUM, ComputeMode.FLOAT32, 0).splits());
  }

  @Test
  void tilesStayWithinWhatTheDeviceHas() {
    for (int group : new int[] {1024, 256, 64, 16, 4, 1}) {
      for (long bytes : new long[] {65536, 32768, 16384, 4096}) {
        ProductShape shape =
            on(DeviceInfo.Kind.GPU, group, bytes, false)
                .choose(SQUARE, ComputeMode.TF32, LIMIT)
                .shape();
        assertEquals(Method.PORTABLE, shape.method());
        assertTrue(shape.items() <= group, shape::toString);
        assertTrue(shape.localBytes() <= bytes, shape::toString);
      }
    }
    IllegalStateException none =
        assertThrows(
            IllegalStateException.class,
            () ->
                on(DeviceInfo.Kind.GPU, 64, 256, false).choose(SQUARE, ComputeMode.FLOAT32, LIMIT));
    assertTrue(none.getMessage().contains("256 bytes of local memory"), none.getMessage());
  }

  @Test
  void matrixUnitsServeTf32Alone() {
    assertEquals(
        Method.MATRIX_UNITS, gpu().choose(SQUARE, ComputeMode.TF32, LIMIT).shape().method());
    assertEquals(
        Method.ASYNCHRONOUS, gpu().choose(SQUARE, ComputeMode.FLOAT32, LIMIT).shape().method());
    assertEquals(
        Method.CPU,
        on(DeviceInfo.Kind.CPU, 4096, 1 << 20, false)
            .choose(SQUARE, ComputeMode.TF32, LIMIT)
            .shape()
            .method());
  }
}
