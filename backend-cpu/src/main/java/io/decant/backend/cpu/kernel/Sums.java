package io.decant.backend.cpu.kernel;

/** Reductions of runs of floats in arrays. */
final class Sums {
  private Sums() {}

  /** Returns the sum of {@code n} elements, in eight interleaved parts. */
  static float sum(float[] x, int from, int n) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    float e = 0;
    float f = 0;
    float g = 0;
    float h = 0;
    int i = from;
    for (int end = from + n - 7; i < end; i += 8) {
      a += x[i];
      b += x[i + 1];
      c += x[i + 2];
      d += x[i + 3];
      e += x[i + 4];
      f += x[i + 5];
      g += x[i + 6];
      h += x[i + 7];
    }
    for (int end = from + n; i < end; i++) {
      a += x[i];
    }
    return ((a + b) + (c + d)) + ((e + f) + (g + h));
  }

  /** Returns the sum of the products of {@code n} elements, in eight interleaved parts. */
  static float dot(float[] x, int fromX, float[] y, int fromY, int n) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    float e = 0;
    float f = 0;
    float g = 0;
    float h = 0;
    int i = 0;
    for (; i < n - 7; i += 8) {
      a += x[fromX + i] * y[fromY + i];
      b += x[fromX + i + 1] * y[fromY + i + 1];
      c += x[fromX + i + 2] * y[fromY + i + 2];
      d += x[fromX + i + 3] * y[fromY + i + 3];
      e += x[fromX + i + 4] * y[fromY + i + 4];
      f += x[fromX + i + 5] * y[fromY + i + 5];
      g += x[fromX + i + 6] * y[fromY + i + 6];
      h += x[fromX + i + 7] * y[fromY + i + 7];
    }
    for (; i < n; i++) {
      a += x[fromX + i] * y[fromY + i];
    }
    return ((a + b) + (c + d)) + ((e + f) + (g + h));
  }

  /** Returns the sum of the squared distances of {@code n} elements from a number. */
  static float squaredDistances(float[] x, int from, int n, float mean) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int i = from;
    for (int end = from + n - 3; i < end; i += 4) {
      float p = x[i] - mean;
      float q = x[i + 1] - mean;
      float r = x[i + 2] - mean;
      float s = x[i + 3] - mean;
      a += p * p;
      b += q * q;
      c += r * r;
      d += s * s;
    }
    for (int end = from + n; i < end; i++) {
      float p = x[i] - mean;
      a += p * p;
    }
    return (a + b) + (c + d);
  }

  /** Returns the largest of {@code n} elements and {@code start}; NaN if any is NaN. */
  static float max(float[] x, int from, int n, float start) {
    float a = start;
    float b = start;
    int i = from;
    for (int end = from + n - 1; i < end; i += 2) {
      a = Math.max(a, x[i]);
      b = Math.max(b, x[i + 1]);
    }
    if (i < from + n) {
      a = Math.max(a, x[i]);
    }
    return Math.max(a, b);
  }

  /** Returns the smallest of {@code n} elements and {@code start}; NaN if any is NaN. */
  static float min(float[] x, int from, int n, float start) {
    float a = start;
    float b = start;
    int i = from;
    for (int end = from + n - 1; i < end; i += 2) {
      a = Math.min(a, x[i]);
      b = Math.min(b, x[i + 1]);
    }
    if (i < from + n) {
      a = Math.min(a, x[i]);
    }
    return Math.min(a, b);
  }
}
