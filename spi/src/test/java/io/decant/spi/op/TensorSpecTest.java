package io.decant.spi.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TensorSpecTest {
  @Test
  void extentReachesFromTheFirstToTheLastElement() {
    assertEquals(24, TensorSpec.float32(2, 3).extentBytes());
    assertEquals(4, TensorSpec.float32().extentBytes());
    assertEquals(0, TensorSpec.float32(2, 0, 7).extentBytes());
    assertEquals(4 * (10 + 2 + 1), strided(10, 1).extentBytes());
    assertEquals(4 * 3, strided(0, 1).extentBytes(), "repeated rows");
    assertEquals(8 * 5, TensorSpec.dense(DType.FLOAT64, Shape.of(5)).extentBytes());
  }

  @Test
  void workspaceHoldsBytesThatAreNoWholeElements() {
    assertEquals(0, TensorSpec.workspace(0).extentBytes());
    assertEquals(4, TensorSpec.workspace(1).extentBytes());
    assertEquals(132, TensorSpec.workspace(131).extentBytes());
    assertEquals(132, TensorSpec.workspace(132).extentBytes());
  }

  @Test
  void denseMeansNoGaps() {
    assertTrue(strided(3, 1).isDense());
    assertFalse(strided(4, 1).isDense());
    assertFalse(strided(0, 1).isDense());
    assertFalse(strided(1, 2).isDense());
    assertTrue(
        TensorSpec.strided(DType.FLOAT32, Shape.of(1, 3), 77, 1).isDense(),
        "the stride of an axis of extent 1 does not matter");
  }

  @Test
  void refusesBadStridesAndExtentsBeyondALong() {
    assertThrows(IllegalArgumentException.class, () -> strided(3));
    assertThrows(IllegalArgumentException.class, () -> strided(3, -1));
    TensorSpec huge = TensorSpec.strided(DType.FLOAT32, Shape.of(3), Long.MAX_VALUE / 2);
    assertThrows(ArithmeticException.class, huge::extentBytes);
    TensorSpec many = TensorSpec.float32(Long.MAX_VALUE);
    assertThrows(ArithmeticException.class, many::extentBytes);
  }

  @Test
  void isAValue() {
    assertEquals(TensorSpec.float32(2, 3), strided(3, 1));
    assertEquals(TensorSpec.float32(2, 3).hashCode(), strided(3, 1).hashCode());
    assertNotEquals(TensorSpec.float32(2, 3), strided(4, 1));
    assertNotEquals(TensorSpec.float32(2), TensorSpec.dense(DType.INT32, Shape.of(2)));
    assertTrue(strided(4, 1).toString().contains("strides [4, 1]"));
    strided(4, 1).strides()[0] = 1;
    assertEquals(4, strided(4, 1).stride(0));
  }

  private static TensorSpec strided(long... strides) {
    return TensorSpec.strided(DType.FLOAT32, Shape.of(2, 3), strides);
  }
}
