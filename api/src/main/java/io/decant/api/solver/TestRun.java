package io.decant.api.solver;

import io.decant.api.net.Net;
import io.decant.api.net.NetOutput;
import io.decant.api.text.FloatText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a test net and logs the means of its outputs. Source: Caffe's Solver::Test. */
final class TestRun {
  private static final Logger LOG = LoggerFactory.getLogger(Solver.class);

  private final Net net;
  private final int iterations;
  private final boolean computeLoss;

  TestRun(Net net, int iterations, boolean computeLoss) {
    this.net = net;
    this.iterations = iterations;
    this.computeLoss = computeLoss;
  }

  /**
   * Runs the net.
   *
   * @param requests stops the run early
   * @param progress is told how many iterations are done
   * @return whether it ran to its end
   */
  boolean run(Requests requests, IntConsumer progress) {
    List<NetOutput> outputs = net.outputs();
    List<double[]> sums = new ArrayList<>();
    outputs.forEach(output -> sums.add(new double[Math.toIntExact(output.blob().count())]));
    double loss = 0;
    for (int i = 0; i < iterations; i++) {
      if (requests.stopping()) {
        LOG.info("Test interrupted.");
        return false;
      }
      if (computeLoss) {
        loss += net.forward();
      } else {
        net.runForward();
      }
      for (int j = 0; j < sums.size(); j++) {
        add(sums.get(j), outputs.get(j).blob().data());
      }
      progress.accept(i + 1);
    }
    if (computeLoss) {
      LOG.info("Test loss: {}", FloatText.of(loss / iterations));
    }
    log(outputs, sums);
    return true;
  }

  private static void add(double[] sums, float[] values) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += values[i];
    }
  }

  private void log(List<NetOutput> outputs, List<double[]> sums) {
    int score = 0;
    for (int j = 0; j < sums.size(); j++) {
      for (double sum : sums.get(j)) {
        OutputLine.log("Test", score++, outputs.get(j), sum / iterations);
      }
    }
  }
}
