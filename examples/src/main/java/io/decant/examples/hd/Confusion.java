package io.decant.examples.hd;

/** Counts which class was said of pixels of which class. */
public final class Confusion {
  private final int classes;
  private final long[][] counts;

  Confusion(int classes) {
    this.classes = classes;
    this.counts = new long[classes][classes];
  }

  /**
   * Adds a picture.
   *
   * @param labels the class of each pixel
   * @param scores for each class, the score of each pixel; the highest one is what was said
   */
  void add(float[] labels, float[] scores) {
    for (int pixel = 0; pixel < labels.length; pixel++) {
      int best = 0;
      for (int c = 1; c < classes; c++) {
        best = scores[c * labels.length + pixel] > scores[best * labels.length + pixel] ? c : best;
      }
      counts[(int) labels[pixel]][best]++;
    }
  }

  /**
   * Returns the mean over classes of intersection over union: of the pixels that are of a class or
   * were said to be, the share that both holds for.
   */
  public double meanIou() {
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += (double) counts[c][c] / Math.max(1, labelled(c) + said(c) - counts[c][c]);
    }
    return sum / classes;
  }

  /** Returns what {@link #meanIou} would be if class 0 were said of every pixel. */
  public double meanIouOfBackground() {
    long all = 0;
    for (int c = 0; c < classes; c++) {
      all += labelled(c);
    }
    return (double) labelled(0) / all / classes;
  }

  private long labelled(int c) {
    long sum = 0;
    for (int other = 0; other < classes; other++) {
      sum += counts[c][other];
    }
    return sum;
  }

  private long said(int c) {
    long sum = 0;
    for (int other = 0; other < classes; other++) {
      sum += counts[other][c];
    }
    return sum;
  }
}
