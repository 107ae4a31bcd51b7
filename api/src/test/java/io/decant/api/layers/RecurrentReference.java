package io.decant.api.layers;

/** Recurrent layers by their formulas, one number at a time, in double precision. */
final class RecurrentReference {
  final int steps;
  final int streams;
  final int depth;
  final int hidden;
  final int shared;

  /** Sizes: T, N, inputs of a step, H, and inputs that all steps share (0 for none). */
  RecurrentReference(int steps, int streams, int depth, int hidden, int shared) {
    this.steps = steps;
    this.streams = streams;
    this.depth = depth;
    this.hidden = hidden;
    this.shared = shared;
  }

  /** Returns W x_t + b (+ W_s x_static) + W_h (cont_t h) of one unit. */
  private double input(
      float[][] blobs, float[][] weights, double[] h, int step, int stream, int unit) {
    double sum = weights[1][unit];
    int row = step * streams + stream;
    for (int i = 0; i < depth; i++) {
      sum += weights[0][unit * depth + i] * (double) blobs[0][row * depth + i];
    }
    for (int i = 0; i < shared; i++) {
      sum += weights[2][unit * shared + i] * (double) blobs[2][stream * shared + i];
    }
    float[] recurrent = weights[shared > 0 ? 3 : 2];
    for (int i = 0; i < hidden; i++) {
      sum += recurrent[unit * hidden + i] * h[stream * hidden + i] * blobs[1][row];
    }
    return sum;
  }

  /**
   * Runs an LSTM.
   *
   * @param blobs x, cont and perhaps x_static
   * @param h the hidden units before the first step; afterwards those behind the last
   * @param c likewise the cells
   * @return the hidden units of all steps
   */
  float[] lstm(float[][] blobs, float[][] weights, double[] h, double[] c) {
    float[] all = new float[steps * streams * hidden];
    for (int t = 0; t < steps; t++) {
      double[] before = h.clone();
      for (int n = 0; n < streams; n++) {
        float cont = blobs[1][t * streams + n];
        for (int d = 0; d < hidden; d++) {
          int at = n * hidden + d;
          double i = sigmoid(input(blobs, weights, before, t, n, d));
          double f = cont * sigmoid(input(blobs, weights, before, t, n, hidden + d));
          double o = sigmoid(input(blobs, weights, before, t, n, 2 * hidden + d));
          double g = Math.tanh(input(blobs, weights, before, t, n, 3 * hidden + d));
          c[at] = f * c[at] + i * g;
          h[at] = o * Math.tanh(c[at]);
          all[t * streams * hidden + at] = (float) h[at];
        }
      }
    }
    return all;
  }

  /** Runs an RNN; h as for {@link #lstm}; returns the outputs of all steps. */
  float[] rnn(float[][] blobs, float[][] weights, double[] h) {
    int output = shared > 0 ? 4 : 3;
    float[] all = new float[steps * streams * hidden];
    for (int t = 0; t < steps; t++) {
      double[] before = h.clone();
      for (int n = 0; n < streams; n++) {
        for (int d = 0; d < hidden; d++) {
          h[n * hidden + d] = Math.tanh(input(blobs, weights, before, t, n, d));
        }
        for (int d = 0; d < hidden; d++) {
          double sum = weights[output + 1][d];
          for (int i = 0; i < hidden; i++) {
            sum += weights[output][d * hidden + i] * h[n * hidden + i];
          }
          all[(t * streams + n) * hidden + d] = (float) Math.tanh(sum);
        }
      }
    }
    return all;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
