package io.decant.conformance.rates;

import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.device.View;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.Gemm;
import io.decant.spi.op.TensorSpec;
import java.util.List;

/** The time of a product of square matrices. */
final class ProductRate {
  private static final int RUNS = 5;

  /** Bits of a number whose products have bits in every place of the mantissa. */
  private static final int PATTERN = Float.floatToIntBits(0.7182818f);

  private ProductRate() {}

  /** Returns the least of some runs, in seconds. */
  static double seconds(Device device, long n, ComputeMode mode) {
    Gemm spec = Gemm.dense(n, n, n, false, false, 1, 0).withMode(mode);
    long bytes = n * n * Float.BYTES;
    try (DeviceStream stream = device.newStream();
        DeviceSlab a = device.allocate(bytes);
        DeviceSlab b = device.allocate(bytes);
        DeviceSlab c = device.allocate(bytes);
        Executable product = device.prepare(spec, PrepareOptions.DEFAULT).orElseThrow();
        DeviceSlab scratch = device.allocate(Math.max(Float.BYTES, product.workspaceBytes()))) {
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
              : List.of(
                  new View(scratch, 0, TensorSpec.float32(product.workspaceBytes() / Float.BYTES)));
      product.enqueue(stream, operands, workspace);
      long least = Long.MAX_VALUE;
      for (int run = 0; run < RUNS; run++) {
        try (DeviceEvent begin = stream.record()) {
          product.enqueue(stream, operands, workspace);
          try (DeviceEvent end = stream.record()) {
            stream.synchronize();
            least = Math.min(least, end.nanosSince(begin));
          }
        }
      }
      return Math.max(1, least) * 1e-9;
    }
  }
}
