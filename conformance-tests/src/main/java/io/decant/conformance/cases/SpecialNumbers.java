package io.decant.conformance.cases;

import io.decant.spi.op.Axpby;
import io.decant.spi.op.Gemm;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Unary;
import java.util.List;
import java.util.Random;

/** Cases over NaN and infinity. */
public final class SpecialNumbers {
  private SpecialNumbers() {}

  /** Returns those of the cases that say something about special numbers, with such numbers in. */
  public static List<OperatorCase> in(List<OperatorCase> cases) {
    Random random = new Random(31);
    return cases.stream()
        .filter(subject -> subject.plain().contains(true) && propagates(subject.spec()))
        .map(subject -> subject.withSpecialNumbers(random))
        .toList();
  }

  /**
   * Returns whether the formula settles what becomes of special numbers: 0 times one of them is
   * often not computed at all, and the sign of NaN means nothing.
   */
  private static boolean propagates(OpSpec spec) {
    if (spec instanceof Gemm gemm) {
      return gemm.alpha() != 0;
    }
    if (spec instanceof Axpby axpby) {
      return axpby.alpha() != 0;
    }
    if (spec instanceof Unary unary) {
      return unary.function() != Unary.Function.SIGN
          && (unary.function() != Unary.Function.RELU || unary.p() != 0);
    }
    return true;
  }
}
