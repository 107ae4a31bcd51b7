package io.decant.spi.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.HostMemory;
import io.decant.spi.op.DType;
import io.decant.spi.op.Shape;
import io.decant.spi.op.TensorSpec;
import org.junit.jupiter.api.Test;

class TensorTest {
  private final Tensor x = Tensor.create("x", Shape.of(2, 3), BlockRole.ACTIVATION);

  @Test
  void viewsShareTheirValue() {
    Tensor flat = x.reshape(Shape.of(6));
    assertSame(x.value(), flat.value());
    Tensor row = x.slice(3, Shape.of(3));
    assertSame(x.value(), row.value());
    assertEquals(12, row.offset());
    assertEquals(16, row.slice(1, Shape.of(2)).offset());
    assertThrows(IllegalArgumentException.class, () -> x.reshape(Shape.of(5)));
  }

  @Test
  void onlyAWholeValueHasASuccessorInItsPlace() {
    assertSame(x.value(), x.successor("y").value().overwrites());
    assertNull(x.slice(3, Shape.of(3)).successor("y").value().overwrites());
    assertNull(x.slice(0, Shape.of(3)).successor("y").value().overwrites());
  }

  @Test
  void aRegionLiesWithinItsBlock() {
    Block block = new Block("b", 24, BlockRole.ACTIVATION, false);
    assertTrue(new Region(block, 0, TensorSpec.float32(6)).isWhole());
    assertFalse(new Region(block, 0, TensorSpec.float32(5)).isWhole());
    assertFalse(new Region(block, 4, TensorSpec.float32(5)).isWhole());
    assertFalse(
        new Region(block, 0, TensorSpec.strided(DType.FLOAT32, Shape.of(3, 2), 2, 0)).isWhole());
    IndexOutOfBoundsException outside =
        assertThrows(
            IndexOutOfBoundsException.class, () -> new Region(block, 4, TensorSpec.float32(6)));
    assertTrue(outside.getMessage().contains("b (ACTIVATION, 24 bytes)"), outside.getMessage());
    assertThrows(
        IndexOutOfBoundsException.class, () -> new Region(block, -4, TensorSpec.float32(1)));
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> new Region(block, Long.MAX_VALUE - 3, TensorSpec.float32(1)));
  }

  @Test
  void hostTensorsAreReadInWindows() {
    try (HostMemory memory = HostMemory.allocate(40)) {
      HostTensor tensor = new HostTensor(memory, 8, TensorSpec.float32(8));
      tensor.floats().put(7, 5);
      assertEquals(5, memory.slice(36, 4).getFloat(0));
      assertEquals(5, tensor.floats(6, 2).get(1));
      HostTensor large = new HostTensor(memory, 0, TensorSpec.float32(HostTensor.WINDOW + 1L));
      assertThrows(IllegalStateException.class, large::floats);
    }
  }
}
