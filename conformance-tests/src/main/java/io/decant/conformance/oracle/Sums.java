package io.decant.conformance.oracle;

/** Sums that are collected in scattered order, and the error of each. */
final class Sums {
  private final double[] sums;
  private final double[] magnitudes;
  private final double[] inherited;
  private final long[] terms;

  Sums(long count) {
    int size = Math.toIntExact(count);
    sums = new double[size];
    magnitudes = new double[size];
    inherited = new double[size];
    terms = new long[size];
  }

  void add(long at, double value, double error) {
    int index = Math.toIntExact(at);
    sums[index] += value;
    magnitudes[index] += Math.abs(value);
    inherited[index] += error;
    terms[index]++;
  }

  /** Writes the sums; one of at most one term is exact. */
  void store(Estimates.Slice target) {
    for (int i = 0; i < sums.length; i++) {
      double rounding = terms[i] <= 1 ? 0 : Rounding.sum(terms[i], magnitudes[i]);
      target.set(i, sums[i], inherited[i] + rounding);
    }
  }
}
