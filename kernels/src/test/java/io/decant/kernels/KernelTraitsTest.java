package io.decant.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.decant.spi.device.DeviceInfo.Kind;
import io.decant.spi.op.ComputeMode;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KernelTraitsTest {
  private static Set<ComputeMode> modes(Kind kind, boolean inlinePtx) {
    return new KernelTraits(Dialect.OPENCL, kind, 8, 256, 32768, inlinePtx).computeModes();
  }

  @Test
  void tf32IsForGraphicsProcessorsWhoseAssemblyIsKnown() {
    assertEquals(Set.of(ComputeMode.FLOAT32, ComputeMode.TF32), modes(Kind.GPU, true));
    assertEquals(Set.of(ComputeMode.FLOAT32), modes(Kind.GPU, false));
    assertEquals(Set.of(ComputeMode.FLOAT32), modes(Kind.CPU, true));
  }
}
