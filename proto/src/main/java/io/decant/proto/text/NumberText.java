package io.decant.proto.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Floating-point numbers as protocol buffers print them: C's {@code %g}, with no more digits than
 * bring the same number back.
 */
final class NumberText {
  private NumberText() {}

  static String of(float value) {
    if (Float.isNaN(value) || Float.isInfinite(value) || value == 0) {
      return special(value);
    }
    for (int digits = 6; digits < 9; digits++) {
      String text = general(value, digits);
      if (Float.parseFloat(text) == value) {
        return text;
      }
    }
    return general(value, 9);
  }

  static String of(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value) || value == 0) {
      return special(value);
    }
    for (int digits = 15; digits < 17; digits++) {
      String text = general(value, digits);
      if (Double.parseDouble(text) == value) {
        return text;
      }
    }
    return general(value, 17);
  }

  private static String special(double value) {
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  }

  /** Formats as {@code %.<digits>g} does. */
  private static String general(double value, int digits) {
    BigDecimal rounded =
        new BigDecimal(value)
            .round(new MathContext(digits, RoundingMode.HALF_EVEN))
            .stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent < digits) {
      return rounded.toPlainString();
    }
    String mantissa = rounded.movePointLeft(exponent).toPlainString();
    int magnitude = Math.abs(exponent);
    return mantissa + (exponent < 0 ? "e-" : "e+") + (magnitude < 10 ? "0" : "") + magnitude;
  }
}
