package io.decant.kernels.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Broadcast;
import io.decant.spi.op.Copy;
import io.decant.spi.op.DType;
import io.decant.spi.op.Shape;
import io.decant.spi.op.TensorSpec;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Axes that behave as one are one. */
class FoldingTest {
  private static CopyAxes axes(Shape shape, long[] source, long[] target) {
    return CopyAxes.of(
        new Copy(
            TensorSpec.strided(DType.FLOAT32, shape, source),
            TensorSpec.strided(DType.FLOAT32, shape, target)));
  }

  @Test
  void aBiasWithoutSpatialAxesIsAlongTheInnerAxis() {
    Broadcast folded = BroadcastPlan.folded(Broadcast.alongMiddle(BinaryFunction.ADD, 64, 500, 1));
    assertEquals(new Broadcast(BinaryFunction.ADD, 1, 64, 500, false, false, true), folded);
  }

  @Test
  void axesThatBothRepeatAreMerged() {
    Broadcast folded =
        BroadcastPlan.folded(new Broadcast(BinaryFunction.SUB, 3, 5, 7, true, false, false));
    assertEquals(new Broadcast(BinaryFunction.SUB, 1, 3, 35, false, true, false), folded);
  }

  @Test
  void axesThatDifferStay() {
    Broadcast spec = Broadcast.acrossMiddle(BinaryFunction.SUB, 3, 5, 7);
    assertEquals(spec, BroadcastPlan.folded(spec));
  }

  @Test
  void aSliceHasTwoAxes() {
    CopyAxes slice = axes(Shape.of(4, 3, 5, 1), new long[] {60, 5, 1, 9}, new long[] {15, 5, 1, 9});
    assertEquals(List.of(new CopyAxes.Axis(4, 60, 15), new CopyAxes.Axis(15, 1, 1)), slice.axes());
    assertFalse(slice.isDense());
  }

  @Test
  void aDenseCopyIsOneAxis() {
    assertTrue(CopyAxes.of(Copy.dense(12)).isDense());
    assertTrue(axes(Shape.of(3, 4), new long[] {1, 3}, new long[] {1, 3}).isDense());
    assertFalse(axes(Shape.of(4), new long[] {2}, new long[] {1}).isDense());
  }

  @Test
  void transposedAxesAreFoundWhereTilesAreFull() {
    CopyAxes transposed =
        axes(Shape.of(2, 40, 50), new long[] {2000, 1, 40}, new long[] {2000, 50, 1});
    assertEquals(OptionalInt.of(1), transposed.transposed(16));
    assertEquals(OptionalInt.empty(), transposed.transposed(41));
    assertEquals(OptionalInt.empty(), CopyAxes.of(Copy.dense(99)).transposed(1));
  }
}
