package io.decant.backend.cuda;

import io.decant.kernels.BoundKernel;
import io.decant.kernels.Dialect;
import io.decant.kernels.Grid;
import io.decant.kernels.KernelSource;
import io.decant.kernels.Scalar;
import java.util.List;

/** Kernels of the tests. */
final class Kernels {
  private static final String HEAD =
      "#define GROUP_X 1\n#define GROUP_Y 1\n#define GROUP_Z 1\n"
          + Dialect.CUDA.prelude()
          + "#define INDEX INT32\n";

  private static final KernelSource SHIFT =
      new KernelSource(
          "shift",
          HEAD
              + "KERNEL(shift)(INPUT(int, x), OUTPUT(int, y), const int a, const INT64 b) {\n"
              + "  BIND_INPUT(int, x);\n  BIND_OUTPUT(int, y);\n"
              + "  y[GROUP_ID(0)] = x[GROUP_ID(0)] + a + (int) b;\n}\n");

  private static final KernelSource FAULT =
      new KernelSource(
          "fault",
          HEAD
              + "KERNEL(fault)(OUTPUT(int, y), const INT64 distance) {\n"
              + "  BIND_OUTPUT(int, y);\n  y[distance] = 1;\n}\n");

  private Kernels() {}

  /** Returns a kernel that adds 1100 to each of some words. */
  static BoundKernel shift(CudaDevice device, int words) {
    return device
        .compiler()
        .bind(SHIFT, Grid.of(words, 1), 2, List.of(new Scalar.Int32(100), new Scalar.Int64(1000)));
  }

  /** Returns a kernel that writes far outside its buffer. */
  static BoundKernel fault(CudaDevice device) {
    return device.compiler().bind(FAULT, Grid.of(1, 1), 1, List.of(new Scalar.Int64(1L << 42)));
  }

  /** Returns a kernel's source that does not compile. */
  static KernelSource broken() {
    return new KernelSource("broken", HEAD + "KERNEL(broken)() { no_such_name(); }\n");
  }
}
