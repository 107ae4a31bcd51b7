package io.decant.backend.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.conformance.trial.KitContext;
import io.decant.kernels.BoundKernel;
import io.decant.kernels.Buffer;
import io.decant.kernels.Dialect;
import io.decant.kernels.Grid;
import io.decant.kernels.KernelDevice;
import io.decant.kernels.KernelSource;
import io.decant.kernels.Scalar;
import io.decant.spi.device.CopyShape;
import io.decant.spi.device.DeviceException;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.HostMemory;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KernelCompilerTest {
  private static final String SHIFT =
      "#define GROUP_X 1\n#define GROUP_Y 1\n#define GROUP_Z 1\n"
          + Dialect.OPENCL.prelude()
          + "#define INDEX INT32\n"
          + "KERNEL(shift)(INPUT(int, x), OUTPUT(int, y), const int a, const long b) {\n"
          + "  BIND_INPUT(int, x);\n  BIND_OUTPUT(int, y);\n"
          + "  y[GROUP_ID(0)] = x[GROUP_ID(0)] + a + (int) b;\n}\n";

  private OpenClDevice device;

  @BeforeEach
  void open() {
    device = OpenClDevices.open(KitContext.unlimited());
  }

  @AfterEach
  void close() {
    if (device != null) {
      device.close();
    }
  }

  @Test
  void buffersChangeFromLaunchToLaunchAndScalarsStay() {
    try (BoundKernel kernel =
            compiler()
                .bind(
                    new KernelSource("shift", SHIFT),
                    Grid.of(4, 1),
                    2,
                    List.of(new Scalar.Int32(100), new Scalar.Int64(1000)));
        DeviceStream stream = device.newStream();
        DeviceSlab first = device.allocate(64);
        DeviceSlab second = device.allocate(64);
        HostMemory host = device.allocatePinned(64)) {
      stream.fill(first, 0, 64, 1);
      kernel.enqueue(stream, List.of(new Buffer(first, 0), new Buffer(second, 16)));
      kernel.enqueue(stream, List.of(new Buffer(second, 16), new Buffer(first, 16)));
      kernel.enqueue(stream, List.of(new Buffer(first, 16), new Buffer(first, 32)));
      kernel.enqueue(stream, List.of(new Buffer(first, 32), new Buffer(first, 48)));
      stream.download(first, 0, host, 0, CopyShape.bytes(64));
      stream.synchronize();
      for (int i = 0; i < 16; i++) {
        int launches = i < 4 ? 0 : i / 4 + 1;
        assertEquals(1 + 1100 * launches, host.slice(4L * i, 4).getInt(0), "word " + i);
      }
    }
  }

  @Test
  void whatDoesNotCompileIsRefusedWithTheCompilersWords() {
    String text = "__kernel void broken(__global float *x) { x[0] = no_such_name; }";
    DeviceException failure =
        assertThrows(
            DeviceException.class,
            () -> compiler().bind(new KernelSource("broken", text), Grid.of(1, 1), 1, List.of()));
    String message = failure.getMessage();
    assertTrue(message.startsWith(device.name() + ": the kernel broken does not compile"), message);
    assertTrue(message.contains("CL_BUILD_PROGRAM_FAILURE"), message);
    assertTrue(message.contains("no_such_name"), message);
  }

  @Test
  void aGroupThatTheKernelCannotHaveIsRefused() {
    KernelSource source = new KernelSource("shift", SHIFT);
    List<Scalar> scalars = List.of(new Scalar.Int32(0), new Scalar.Int64(0));
    String message =
        assertThrows(
                DeviceException.class,
                () -> compiler().bind(source, Grid.of(1, 1 << 20), 2, scalars))
            .getMessage();
    assertTrue(message.contains("the kernel shift can have groups of"), message);
    assertTrue(message.contains("decant.opencl.largest_group"), message);
  }

  @Test
  void closedThingsAreRefused() {
    KernelSource source = new KernelSource("shift", SHIFT);
    List<Scalar> scalars = List.of(new Scalar.Int32(0), new Scalar.Int64(0));
    DeviceSlab slab = device.allocate(64);
    try (DeviceStream stream = device.newStream()) {
      List<Buffer> buffers = List.of(new Buffer(slab, 0), new Buffer(slab, 32));
      BoundKernel kernel = compiler().bind(source, Grid.of(1, 1), 2, scalars);
      kernel.enqueue(stream, buffers);
      kernel.close();
      kernel.close();
      assertThrows(IllegalStateException.class, () -> kernel.enqueue(stream, buffers));
      try (BoundKernel open = compiler().bind(source, Grid.of(1, 1), 2, scalars)) {
        slab.close();
        assertThrows(IllegalStateException.class, () -> open.enqueue(stream, buffers));
      }
    }
  }

  private KernelDevice compiler() {
    return device.compiler();
  }
}
