package io.decant.backend.opencl.clblast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.DeviceInfo.Kind;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.Gemm;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GemmChoiceTest {
  private static final Set<ComputeMode> PORTABLE = Set.of(ComputeMode.FLOAT32);
  private static final Set<ComputeMode> NVIDIA = EnumSet.allOf(ComputeMode.class);

  @Test
  void byDefaultOnlyGraphicsProcessorsWithoutKernelsOfTheirOwnUseIt() {
    assertEquals(GemmChoice.LARGE, GemmChoice.of(Optional.empty(), Kind.GPU, PORTABLE));
    assertEquals(GemmChoice.NONE, GemmChoice.of(Optional.empty(), Kind.GPU, NVIDIA));
    assertEquals(GemmChoice.NONE, GemmChoice.of(Optional.empty(), Kind.CPU, PORTABLE));
    assertEquals(GemmChoice.NONE, GemmChoice.of(Optional.empty(), Kind.ACCELERATOR, PORTABLE));
  }

  @Test
  void thePropertyDecidesWhereItIsGiven() {
    assertEquals(GemmChoice.ALL, GemmChoice.of(Optional.of("clblast"), Kind.CPU, PORTABLE));
    assertEquals(GemmChoice.ALL, GemmChoice.of(Optional.of(" clblast "), Kind.GPU, NVIDIA));
    assertEquals(GemmChoice.NONE, GemmChoice.of(Optional.of("own"), Kind.GPU, PORTABLE));
    assertEquals(
        "decant.opencl.gemm is 'cuBLAS'; clblast or own is needed",
        assertThrows(
                IllegalArgumentException.class,
                () -> GemmChoice.of(Optional.of("cuBLAS"), Kind.GPU, PORTABLE))
            .getMessage());
  }

  @Test
  void largeIsCountedForEachProductOfABatch() {
    assertTrue(GemmChoice.LARGE.wants(Gemm.dense(512, 512, 512, false, true, 1, 0)));
    assertTrue(GemmChoice.LARGE.wants(Gemm.dense(64, 4096, 512, false, true, 1, 0)));
    assertFalse(GemmChoice.LARGE.wants(Gemm.dense(512, 512, 511, false, true, 1, 0)));
    assertFalse(GemmChoice.LARGE.wants(Gemm.batched(9, 256, 512, 512, false, false, 1, 0)));
    assertTrue(GemmChoice.ALL.wants(Gemm.dense(1, 1, 1, false, false, 1, 0)));
    assertFalse(GemmChoice.NONE.wants(Gemm.dense(4096, 4096, 4096, false, false, 1, 0)));
    assertTrue(
        GemmChoice.LARGE.wants(Gemm.dense(1L << 30, 1L << 30, 1L << 30, false, false, 1, 0)));
  }
}
