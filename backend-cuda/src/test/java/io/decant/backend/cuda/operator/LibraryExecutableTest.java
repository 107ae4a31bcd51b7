package io.decant.backend.cuda.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.View;
import io.decant.spi.op.Gemm;
import io.decant.spi.op.TensorSpec;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LibraryExecutableTest {
  private static final Gemm SPEC = Gemm.dense(4, 4, 4, false, false, 1, 0);
  private static final DeviceSlab SLAB = new FakeDevice.Slab(1 << 20);

  private final FakeAlgorithm algorithm = new FakeAlgorithm("a", 64);
  private final FakeExecutable kernels = new FakeExecutable();
  private final List<Executable> closed = new ArrayList<>();
  private final LibraryExecutable executable =
      new LibraryExecutable(new FakeDevice(), SPEC, algorithm, 64, () -> kernels, closed::add);

  @Test
  void alignedOperandsGoToTheLibrary() {
    executable.enqueue(stream(), operands(0, 256, 512), workspace(1024));
    assertEquals(List.of("7 [4096, 4352, 4608] 5120"), algorithm.calls);
    assertEquals(0, kernels.enqueued);
  }

  @Test
  void operandsAtAnyElementGoToTheKernels() {
    executable.enqueue(stream(), operands(0, 260, 512), workspace(1024));
    executable.enqueue(stream(), operands(0, 256, 516), workspace(1024));
    assertEquals(List.of(), algorithm.calls);
    assertEquals(2, kernels.enqueued);
    executable.close();
    assertEquals(1, kernels.closed);
  }

  @Test
  void workspaceIsRequired() {
    assertThrows(
        IllegalArgumentException.class,
        () -> executable.enqueue(stream(), operands(0, 256, 512), List.of()));
  }

  @Test
  void closingTwiceIsHarmlessAndUseAfterwardsIsRefused() {
    executable.close();
    executable.close();
    assertTrue(algorithm.closed);
    assertEquals(executable, closed.get(0));
    assertThrows(
        IllegalStateException.class,
        () -> executable.enqueue(stream(), operands(0, 256, 512), workspace(1024)));
  }

  private static List<View> operands(long... offsets) {
    List<View> views = new ArrayList<>();
    for (int i = 0; i < offsets.length; i++) {
      views.add(new View(SLAB, offsets[i], SPEC.operands().get(i).tensor()));
    }
    return views;
  }

  private static List<View> workspace(long offset) {
    return List.of(new View(SLAB, offset, TensorSpec.float32(16)));
  }

  private static DeviceStream stream() {
    return (DeviceStream)
        Proxy.newProxyInstance(
            DeviceStream.class.getClassLoader(),
            new Class<?>[] {DeviceStream.class},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(method.getName());
            });
  }
}
