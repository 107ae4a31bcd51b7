package io.decant.cli.logs;

import java.math.BigDecimal;

/** Numbers as Python's scripts write them: {@code 100.0}, {@code 1e-05}, {@code nan}. */
final class PythonNumber {
  private static final int LARGEST_PLAIN = 16;

  private PythonNumber() {}

  static String text(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return Double.doubleToRawLongBits(value) < 0 ? "-0.0" : "0.0";
    }
    BigDecimal number = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int exponent = number.precision() - number.scale() - 1;
    if (exponent >= -4 && exponent < LARGEST_PLAIN) {
      String plain = number.toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    String mantissa = number.movePointLeft(exponent).stripTrailingZeros().toPlainString();
    String sign = exponent < 0 ? "-" : "+";
    return mantissa + "e" + sign + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
  }
}
