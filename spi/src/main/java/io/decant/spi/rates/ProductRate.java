package io.decant.spi.rates;

import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.device.View;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.Gemm;
import io.decant.spi.op.TensorSpec;
import java.util.List;

/** How fast a device computes a product of square matrices. */
public final class ProductRate {
  /** Bits of a number whose products have bits in every place of the mantissa. */
  private static final int PATTERN = Float.floatToIntBits(0.7182818f);

  private ProductRate() {}

  /**
   * Measures a product of two n x n matrices; the best of a few runs.
   *
   * @return operations a second, a multiply-add counting as two
   * @throws io.decant.spi.device.OutOfDeviceMemoryException when three such matrices do not fit
   */
  public static double flops(Device device, long n, ComputeMode mode) {
    Gemm spec = Gemm.dense(n, n, n, false, false, 1, 0).withMode(mode);
    long bytes = n * n * Float.BYTES;
    try (DeviceStream stream = device.newStream();
        DeviceSlab a = device.allocate(bytes);
        DeviceSlab b = device.allocate(bytes);
        DeviceSlab c = device.allocate(bytes);
        Executable product = device.prepare(spec, PrepareOptions.DEFAULT).orElseThrow();
        DeviceSlab scratch = device.allocate(workspace(product).extentBytes())) {
      stream.fill(a, 0, bytes, PATTERN);
      stream.fill(b, 0, bytes, PATTERN);
      List<View> operands =
          List.of(
              new View(a, 0, spec.operands().get(0).tensor()),
              new View(b, 0, spec.operands().get(1).tensor()),
              new View(c, 0, spec.operands().get(2).tensor()));
      List<View> workspace =
          product.workspaceBytes() == 0
              ? List.of()
              : List.of(new View(scratch, 0, workspace(product)));
      return spec.cost().flops()
          / LeastTime.seconds(stream, () -> product.enqueue(stream, operands, workspace));
    }
  }

  /** At least one element: a slab cannot be empty. */
  private static TensorSpec workspace(Executable product) {
    return TensorSpec.workspace(Math.max(1, product.workspaceBytes()));
  }
}
