package io.decant.api.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatTextTest {
  /** As printed by a C++ stream. */
  @ParameterizedTest
  @CsvSource({
    "0.009925650290240803, 0.00992565",
    "0.00001, 1e-05",
    "0.0001, 0.0001",
    "0.00012345678, 0.000123457",
    "0.000099999999, 0.0001",
    "1, 1",
    "-2.5, -2.5",
    "100000, 100000",
    "999999.4, 999999",
    "999999.5, 1e+06",
    "1234567, 1.23457e+06",
    "1e100, 1e+100",
    "1e-100, 1e-100",
    "3.4028234663852886e38, 3.40282e+38",
    "0.1, 0.1",
    "2.30866, 2.30866",
    "0, 0",
    "-0.0, -0",
    "NaN, nan",
    "Infinity, inf",
    "-Infinity, -inf",
  })
  void sixDigitsAsByPercentG(double value, String text) {
    assertEquals(text, FloatText.of(value));
  }
}
