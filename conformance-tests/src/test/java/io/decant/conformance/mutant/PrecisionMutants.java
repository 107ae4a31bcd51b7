package io.decant.conformance.mutant;

import example.minimal.Kernel;
import io.decant.conformance.mutant.OperatorMutants.KernelMutant;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.Gemm;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.RandomFill;
import io.decant.spi.op.Reduce;
import java.nio.FloatBuffer;
import java.util.List;

/** Operators that compute the right formula with too few digits, or of half the seed. */
final class PrecisionMutants {
  private PrecisionMutants() {}

  @Breaks("op.value")
  static class RoundsFactorsToTenBits extends KernelMutant {
    @Override
    Kernel replace(OpSpec spec, MutantDevice device, Kernel right) {
      if (!(spec instanceof Gemm op) || op.mode() == ComputeMode.TF32) {
        return right;
      }
      return operands ->
          right.run(List.of(rounded(operands.get(0)), rounded(operands.get(1)), operands.get(2)));
    }

    private static FloatBuffer rounded(FloatBuffer numbers) {
      FloatBuffer result = FloatBuffer.allocate(numbers.limit());
      for (int i = 0; i < numbers.limit(); i++) {
        float number = numbers.get(i);
        int bits = Float.floatToRawIntBits(number);
        result.put(i, Float.isNaN(number) ? number : Float.intBitsToFloat(bits & 0xffffe000));
      }
      return result;
    }
  }

  @Breaks("op.value")
  static class AddsOneByOne extends KernelMutant {
    @Override
    Kernel replace(OpSpec spec, MutantDevice device, Kernel right) {
      if (!(spec instanceof Reduce op)
          || op.function() != Reduce.Function.SUM
          || op.inner() != 1
          || op.accumulate()) {
        return right;
      }
      return operands -> {
        for (int o = 0; o < op.outer(); o++) {
          float sum = 0;
          for (int m = 0; m < op.middle(); m++) {
            sum += operands.get(0).get((int) (o * op.middle()) + m);
          }
          operands.get(1).put(o, op.alpha() * sum);
        }
      };
    }
  }

  @Breaks("op.value")
  static class ForgetsHighWordOfSeed extends KernelMutant {
    @Override
    Kernel replace(OpSpec spec, MutantDevice device, Kernel right) {
      if (!(spec instanceof RandomFill op)) {
        return right;
      }
      return device
          .right(
              new RandomFill(
                  op.distribution(),
                  op.count(),
                  op.p(),
                  op.q(),
                  op.seed() & 0xffffffffL,
                  op.stream(),
                  op.first()))
          .orElseThrow();
    }
  }
}
