package io.decant.api.solver;

import io.decant.api.text.FloatText;

/** Measures the time between displays. */
final class DisplayTimer {
  private long startNanos;
  private long startIteration;

  void start(long iteration) {
    startNanos = System.nanoTime();
    startIteration = iteration;
  }

  /** Returns rate and time since the last lap, as Caffe writes them, and starts the next lap. */
  String lap(long iteration, int interval) {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    double rate = (iteration - startIteration) / (seconds > 0 ? seconds : 1);
    start(iteration);
    return FloatText.of(rate) + " iter/s, " + FloatText.of(seconds) + "s/" + interval + " iters";
  }
}
