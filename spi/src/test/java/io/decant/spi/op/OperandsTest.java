package io.decant.spi.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Intents and geometry follow from an operator's parameters. */
class OperandsTest {
  @Test
  void aFactorOfZeroMeansThatTheOldResultIsNotRead() {
    assertEquals(
        List.of(Intent.READ, Intent.READ, Intent.WRITE),
        intents(Gemm.dense(2, 3, 4, false, false, 1, 0)));
    assertEquals(
        List.of(Intent.READ, Intent.READ, Intent.READ_WRITE),
        intents(Gemm.dense(2, 3, 4, false, false, 1, 1)));
    assertEquals(List.of(Intent.READ, Intent.WRITE), intents(Axpby.of(5, 2, 0)));
    assertEquals(List.of(Intent.READ, Intent.READ_WRITE), intents(Axpby.of(5, 2, 1)));
    assertEquals(
        List.of(Intent.READ, Intent.READ, Intent.READ, Intent.READ_WRITE),
        intents(new Axpby(5, 1, true, 1, true)));
    assertEquals(List.of(Intent.READ, Intent.READ_WRITE), intents(new ChannelSum(2, 3, 4, true)));
  }

  @Test
  void matricesAreStoredAsTheirStridesSay() {
    Gemm transposed = Gemm.dense(2, 3, 4, true, false, 1, 0);
    assertEquals(Shape.of(1, 4, 2), transposed.operands().get(0).tensor().shape());
    Gemm summed = Gemm.batched(5, 2, 3, 4, false, false, 1, 0).withBatchStrides(8, 0, 0);
    assertEquals(Shape.of(1, 2, 3), summed.operands().get(2).tensor().shape());
    assertEquals(4 * 12, summed.operands().get(1).tensor().extentBytes(), "b is the same for all");
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Gemm(
                1,
                2,
                3,
                4,
                new Gemm.Matrix(false, 3, 8),
                new Gemm.Matrix(false, 3, 12),
                new Gemm.Matrix(false, 3, 6),
                1,
                0,
                ComputeMode.FLOAT32));
    assertThrows(IllegalArgumentException.class, () -> Gemm.dense(-1, 3, 4, false, false, 1, 0));
  }

  @Test
  void aBroadcastOperandHasTheAxesThatItSays() {
    Broadcast bias = Broadcast.alongMiddle(BinaryFunction.ADD, 2, 3, 4);
    assertEquals(3, bias.operands().get(1).tensor().shape().count());
    assertEquals(List.of(0L, 1L, 0L), Arrays.stream(bias.strides()).boxed().toList());
  }

  @Test
  void copiesKeepShapeAndType() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Copy(TensorSpec.float32(2), TensorSpec.float32(3)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Copy(TensorSpec.float32(2), TensorSpec.dense(DType.INT32, Shape.of(2))));
  }

  private static List<Intent> intents(OpSpec spec) {
    return spec.operands().stream().map(Operand::intent).toList();
  }
}
