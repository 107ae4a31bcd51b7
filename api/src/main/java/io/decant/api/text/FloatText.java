package io.decant.api.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as C++ streams print them by default: six significant digits, as by {@code %g}. */
public final class FloatText {
  private static final int DIGITS = 6;

  private FloatText() {}

  /** Returns the number's text, for instance {@code 0.00992565}, {@code 1e-05} or {@code nan}. */
  public static String of(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return Double.doubleToRawLongBits(value) < 0 ? "-0" : "0";
    }
    BigDecimal rounded =
        new BigDecimal(value).round(new MathContext(DIGITS, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent < DIGITS) {
      return strip(rounded.toPlainString());
    }
    BigDecimal mantissa = rounded.movePointLeft(exponent);
    String sign = exponent < 0 ? "-" : "+";
    String digits = Integer.toString(Math.abs(exponent));
    return strip(mantissa.toPlainString()) + "e" + sign + (digits.length() < 2 ? "0" : "") + digits;
  }

  private static String strip(String number) {
    if (number.indexOf('.') < 0) {
      return number;
    }
    int end = number.length();
    while (number.charAt(end - 1) == '0') {
      end--;
    }
    if (number.charAt(end - 1) == '.') {
      end--;
    }
    return number.substring(0, end);
  }
}
