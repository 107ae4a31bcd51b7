package io.decant.spi.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ShapeTest {
  @Test
  void countsElements() {
    Shape shape = Shape.of(64, 1, 28, 30);
    assertEquals(64 * 28 * 30, shape.count());
    assertEquals(28, shape.count(1, 3));
    assertEquals(840, shape.countFrom(2));
    assertEquals(1, shape.countFrom(4));
    assertEquals(4, shape.rank());
    assertEquals("64x1x28x30", shape.toString());
  }

  @Test
  void aScalarHasOneElementAndAnEmptyTensorNone() {
    assertEquals(1, Shape.of().count());
    assertEquals(0, Shape.of().rank());
    assertEquals(0, Shape.of(3, 0, 5).count());
  }

  @Test
  void stridesAreRowMajor() {
    assertArrayEquals(new long[] {12, 4, 1}, Shape.of(2, 3, 4).denseStrides());
    assertArrayEquals(new long[] {4, 4, 1}, Shape.of(2, 0, 4).denseStrides());
  }

  @Test
  void refusesNegativeExtentsAndWhatNoLongCounts() {
    IllegalArgumentException negative =
        assertThrows(IllegalArgumentException.class, () -> Shape.of(2, -3));
    assertTrue(negative.getMessage().contains("-3"), negative.getMessage());
    assertEquals(Long.MAX_VALUE, Shape.of(Long.MAX_VALUE).count());
    assertThrows(IllegalArgumentException.class, () -> Shape.of(1L << 32, 1L << 31));
    assertThrows(IllegalArgumentException.class, () -> Shape.of(1L << 62, 1L << 62, 4));
    assertThrows(
        IllegalArgumentException.class,
        () -> Shape.of(3, 0, Long.MAX_VALUE),
        "the strides of an empty tensor are counted, too");
    assertThrows(IllegalArgumentException.class, () -> Shape.of(2).with(0, -1));
  }

  @Test
  void isAValue() {
    long[] dims = {2, 3};
    Shape shape = Shape.of(dims);
    dims[0] = 9;
    shape.toArray()[1] = 9;
    assertEquals(Shape.of(2, 3), shape);
    assertEquals(Shape.of(2, 3).hashCode(), shape.hashCode());
    assertNotEquals(Shape.of(3, 2), shape);
    assertEquals(Shape.of(2, 5), shape.with(1, 5));
    assertEquals(3, shape.dim(1));
  }
}
