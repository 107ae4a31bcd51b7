package io.decant.conformance.golden;

import io.decant.proto.io.BlobData;
import io.decant.spi.op.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/** Collects where results differ from those of the real Caffe by more than is allowed. */
final class Comparison {
  private final List<String> differences = new ArrayList<>();
  private final CRC32C seen = new CRC32C();
  private int compared;

  List<String> differences() {
    return differences;
  }

  /** Returns how many tensors and numbers were compared. */
  int compared() {
    return compared;
  }

  /** Returns a checksum of all values that were compared, bit by bit and in their order. */
  long checksum() {
    return seen.getValue();
  }

  void shape(String what, Shape actual, BlobData expected) {
    compared++;
    if (!Arrays.equals(actual.toArray(), expected.shape()) && !expected.matches(actual.toArray())) {
      differences.add(
          what + " has shape " + actual + ", expected " + Arrays.toString(expected.shape()));
    }
  }

  void values(String what, float[] actual, float[] expected, double tolerance) {
    compared++;
    for (float value : actual) {
      note(value);
    }
    if (actual.length != expected.length) {
      differences.add(what + " has " + actual.length + " elements, expected " + expected.length);
      return;
    }
    int worst = -1;
    double largest = tolerance;
    for (int i = 0; i < actual.length; i++) {
      double difference = difference(actual[i], expected[i]);
      if (!(difference <= largest)) {
        worst = i;
        largest = difference;
      }
    }
    if (worst >= 0) {
      differences.add(
          what
              + "["
              + worst
              + "] is "
              + actual[worst]
              + ", expected "
              + expected[worst]
              + " within "
              + tolerance);
    }
  }

  private void note(float value) {
    int bits = Float.floatToRawIntBits(value);
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      seen.update(bits >>> shift);
    }
  }

  void number(String what, double actual, double expected, double tolerance) {
    compared++;
    note((float) actual);
    if (!(difference((float) actual, (float) expected) <= tolerance)) {
      differences.add(what + " is " + actual + ", expected " + expected + " within " + tolerance);
    }
  }

  void text(String what, String actual, String expected) {
    compared++;
    if (!actual.equals(expected)) {
      differences.add(what + " is " + actual + ", expected " + expected);
    }
  }

  /** Notes something that could not be compared at all. */
  void failed(String what, String why) {
    compared++;
    differences.add(what + ": " + why);
  }

  private static double difference(float actual, float expected) {
    if (Float.compare(actual, expected) == 0) {
      return 0;
    }
    double difference = Math.abs((double) actual - expected);
    return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
  }
}
