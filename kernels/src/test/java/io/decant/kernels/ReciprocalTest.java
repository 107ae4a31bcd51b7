package io.decant.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReciprocalTest {
  private static final int LARGEST = Integer.MAX_VALUE;

  /** Divides as {@code division.h} does, in arithmetic of 32 bits without sign. */
  private static int quotient(int n, long divisor) {
    List<Scalar> parts = Reciprocal.of(divisor);
    long multiplier = Integer.toUnsignedLong(((Scalar.Int32) parts.get(0)).value());
    long upper = (Integer.toUnsignedLong(n << 1) * multiplier) >>> Integer.SIZE;
    return (int) (upper >>> ((Scalar.Int32) parts.get(1)).value());
  }

  private static void check(int n, int divisor) {
    assertEquals(n / divisor, quotient(n, divisor), () -> n + " / " + divisor);
  }

  @Test
  void smallNumbersAreDividedExactly() {
    for (int divisor = 1; divisor <= 300; divisor++) {
      for (int n = 0; n <= 1000; n++) {
        check(n, divisor);
      }
    }
  }

  @Test
  void numbersAroundMultiplesAreDividedExactly() {
    Random random = new Random(7);
    for (int i = 0; i < 200_000; i++) {
      int divisor = 1 + (random.nextInt(LARGEST) >>> random.nextInt(31));
      int multiple = LARGEST / divisor * divisor;
      check(multiple, divisor);
      check(multiple - 1, divisor);
      check(LARGEST, divisor);
      check(random.nextInt(LARGEST), divisor);
    }
    check(LARGEST, LARGEST);
    check(LARGEST - 1, LARGEST);
    check(LARGEST, 1 << 30);
  }
}
