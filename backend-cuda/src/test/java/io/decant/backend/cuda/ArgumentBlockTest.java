package io.decant.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.decant.kernels.Scalar;
import io.decant.spi.device.HostMemory;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentBlockTest {
  /** Reads the block as a launch does: through its pointers. */
  @Test
  void pointersLeadToBuffersAndScalars() {
    List<Scalar> scalars =
        List.of(new Scalar.Int32(-7), new Scalar.Int64(1L << 40), new Scalar.Float32(0.5f));
    try (ArgumentBlock block = new ArgumentBlock(2, scalars)) {
      assertEquals(2, block.buffers());
      block.setBuffer(0, 111L);
      block.setBuffer(1, 222L << 32);
      assertEquals(111L, value(block, 0).getLong(0));
      assertEquals(222L << 32, value(block, 1).getLong(0));
      assertEquals(-7, value(block, 2).getInt(0));
      assertEquals(1L << 40, value(block, 3).getLong(0));
      assertEquals(0.5f, value(block, 4).getFloat(0));
      block.setBuffer(0, 333L);
      assertEquals(333L, value(block, 0).getLong(0));
      assertEquals(-7, value(block, 2).getInt(0), "scalars stay");
    }
  }

  @Test
  void aKernelMayHaveNoArguments() {
    try (ArgumentBlock block = new ArgumentBlock(0, List.of())) {
      assertThrows(IndexOutOfBoundsException.class, () -> block.setBuffer(0, 1));
    }
  }

  private static ByteBuffer value(ArgumentBlock block, int index) {
    long pointer = at(block.pointer().address() + (long) index * Long.BYTES).getLong(0);
    return at(pointer);
  }

  private static ByteBuffer at(long address) {
    return HostMemory.wrap(address, Long.BYTES, () -> {}).slice(0, Long.BYTES);
  }
}
