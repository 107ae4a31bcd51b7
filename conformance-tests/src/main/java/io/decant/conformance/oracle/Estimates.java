package io.decant.conformance.oracle;

/**
 * Numbers in double precision, each with a bound on the error of its float32 computation. An error
 * of 0 means that float32 arithmetic gives exactly this number. Not thread-safe.
 */
public final class Estimates {
  private final double[] values;
  private final double[] errors;

  /** Creates {@code count} numbers, each NaN until it is set. */
  public Estimates(int count) {
    values = new double[count];
    errors = new double[count];
    java.util.Arrays.fill(values, Double.NaN);
  }

  /** Returns numbers that are exactly these. */
  public static Estimates exactly(float[] numbers) {
    Estimates estimates = new Estimates(numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      estimates.values[i] = numbers[i];
    }
    return estimates;
  }

  /** Returns how many numbers there are. */
  public int count() {
    return values.length;
  }

  /** Returns number {@code index}. */
  public double value(long index) {
    return values[Math.toIntExact(index)];
  }

  /** Returns the bound on the error of number {@code index}. */
  public double error(long index) {
    return errors[Math.toIntExact(index)];
  }

  /**
   * Sets a number and its error. A magnitude beyond float32 becomes infinite; what is not finite
   * has no error.
   */
  public void set(long index, double value, double error) {
    int at = Math.toIntExact(index);
    if (Double.isInfinite((float) value)) {
      values[at] = Math.copySign(Double.POSITIVE_INFINITY, value);
      errors[at] = 0;
    } else {
      values[at] = value;
      errors[at] = Double.isNaN(value) ? 0 : Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
    }
  }

  /** Returns the numbers from {@code start} on. */
  public Slice from(long start) {
    return new Slice(this, start);
  }

  /**
   * The numbers from some place on: what an operand of an operator sees.
   *
   * @param numbers all of them
   * @param start the first one's index
   */
  public record Slice(Estimates numbers, long start) {
    /** Returns the number {@code index} places behind the start. */
    public double value(long index) {
      return numbers.value(start + index);
    }

    /** Returns that number's error. */
    public double error(long index) {
      return numbers.error(start + index);
    }

    /** Sets that number and its error. */
    public void set(long index, double value, double error) {
      numbers.set(start + index, value, error);
    }

    /** Returns the numbers {@code count} places further on. */
    public Slice plus(long count) {
      return new Slice(numbers, start + count);
    }
  }
}
