package io.decant.backend.cpu.kernel;

import io.decant.spi.op.Reduce;

/** One of the functions of {@link Reduce}, in the pieces that blocked reduction needs. */
enum Reducer {
  SUM(0) {
    @Override
    float reduce(float[] x, int from, int n) {
      return Sums.sum(x, from, n);
    }

    @Override
    void combine(float[] totals, float[] x, int from, int n) {
      for (int i = 0; i < n; i++) {
        totals[i] += x[from + i];
      }
    }
  },
  MAX(Float.NEGATIVE_INFINITY) {
    @Override
    float reduce(float[] x, int from, int n) {
      return Sums.max(x, from, n, Float.NEGATIVE_INFINITY);
    }

    @Override
    void combine(float[] totals, float[] x, int from, int n) {
      for (int i = 0; i < n; i++) {
        totals[i] = Math.max(totals[i], x[from + i]);
      }
    }
  },
  MIN(Float.POSITIVE_INFINITY) {
    @Override
    float reduce(float[] x, int from, int n) {
      return Sums.min(x, from, n, Float.POSITIVE_INFINITY);
    }

    @Override
    void combine(float[] totals, float[] x, int from, int n) {
      for (int i = 0; i < n; i++) {
        totals[i] = Math.min(totals[i], x[from + i]);
      }
    }
  };

  private final float neutral;

  Reducer(float neutral) {
    this.neutral = neutral;
  }

  /** Returns the result over nothing. */
  float neutral() {
    return neutral;
  }

  /** Returns the reduction of a run. */
  abstract float reduce(float[] x, int from, int n);

  /** Adds a run to as many totals. */
  abstract void combine(float[] totals, float[] x, int from, int n);

  /** Returns the reducer of a function, which {@link #transform} precedes. */
  static Reducer of(Reduce.Function function) {
    return switch (function) {
      case SUM, SUM_ABS, SUM_SQUARE -> SUM;
      case MAX -> MAX;
      case MIN -> MIN;
    };
  }

  /** Replaces elements by what the function sums. */
  static void transform(Reduce.Function function, float[] x, int n) {
    if (function == Reduce.Function.SUM_ABS) {
      for (int i = 0; i < n; i++) {
        x[i] = Math.abs(x[i]);
      }
    } else if (function == Reduce.Function.SUM_SQUARE) {
      UnaryFunctions.square(x, n);
    }
  }
}
