package io.decant.kernels;

import java.math.BigInteger;
import java.util.List;

/**
 * What replaces a division by a number that is known before a launch: {@code n / d} is the upper
 * half of {@code 2n * multiplier}, shifted right, for n from 0 until 2^31 (Granlund and Montgomery,
 * "Division by invariant integers using multiplication", PLDI 1994). With {@code 2^shift} the
 * smallest power of two that is not below d, {@code multiplier} is {@code 2^(31 + shift) / d},
 * rounded up, which has 32 bits.
 */
final class Reciprocal {
  /** How the names of the two numbers end, in the order of {@link #of}. */
  static final List<String> PARTS = List.of("_MULTIPLIER", "_SHIFT");

  private static final int FRACTION_BITS = 31;

  private Reciprocal() {}

  /** Returns multiplier and shift of a divisor, 1 to 2^31 - 1. */
  static List<Scalar> of(long divisor) {
    int shift = Long.SIZE - Long.numberOfLeadingZeros(divisor - 1);
    BigInteger power = BigInteger.ONE.shiftLeft(FRACTION_BITS + shift);
    BigInteger rounding = BigInteger.valueOf(divisor - 1);
    BigInteger multiplier = power.add(rounding).divide(BigInteger.valueOf(divisor));
    return List.of(new Scalar.Int32(multiplier.intValue()), new Scalar.Int32(shift));
  }
}
