package io.decant.conformance.cases;

import io.decant.spi.op.Axpby;
import io.decant.spi.op.Gemm;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Unary;

/** Which cases NaN and infinity matter to. */
public final class SpecialNumbers {
  private SpecialNumbers() {}

  /** Returns whether a case says something about special numbers when they are put in. */
  public static boolean matter(OperatorCase subject) {
    return subject.plain().contains(true) && propagates(subject.spec());
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
