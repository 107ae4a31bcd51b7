package io.decant.spi.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.decant.spi.op.TensorSpec;
import org.junit.jupiter.api.Test;

class CopyShapeTest {
  @Test
  void extentsReachToTheEndOfTheLastRow() {
    CopyShape shape = new CopyShape(3, 10, 16, 100);
    assertEquals(30, shape.total());
    assertEquals(42, shape.sourceExtent());
    assertEquals(210, shape.targetExtent());
    assertEquals(0, new CopyShape(0, 10, 16, 16).sourceExtent());
    assertEquals(7, CopyShape.bytes(7).targetExtent());
  }

  @Test
  void rowsNeitherOverlapNorHaveNegativeSizes() {
    assertThrows(IllegalArgumentException.class, () -> new CopyShape(2, 10, 9, 10));
    assertThrows(IllegalArgumentException.class, () -> new CopyShape(2, 10, 10, 9));
    assertThrows(IllegalArgumentException.class, () -> new CopyShape(-1, 10, 10, 10));
    assertThrows(IllegalArgumentException.class, () -> CopyShape.bytes(-1));
    assertEquals(10, new CopyShape(1, 10, 0, 0).targetExtent(), "one row needs no pitch");
  }

  @Test
  void aViewLiesWithinItsSlab() {
    DeviceSlab slab =
        new DeviceSlab() {
          @Override
          public long bytes() {
            return 16;
          }

          @Override
          public void close() {}
        };
    assertEquals(8, new View(slab, 8, TensorSpec.float32(2)).offset());
    assertThrows(IndexOutOfBoundsException.class, () -> new View(slab, 12, TensorSpec.float32(2)));
    assertThrows(IndexOutOfBoundsException.class, () -> new View(slab, -4, TensorSpec.float32(2)));
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> new View(slab, Long.MAX_VALUE, TensorSpec.float32(2)));
  }
}
