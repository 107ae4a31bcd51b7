package io.decant.api.solver;

import io.decant.api.net.Net;
import io.decant.api.net.NetOutput;
import io.decant.api.net.OutputSums;
import io.decant.api.text.FloatText;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
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
   * @param means is given the mean of each value of the outputs, in order
   * @return whether it ran to its end
   */
  boolean run(Requests requests, IntConsumer progress, BiConsumer<NetOutput, Double> means) {
    OutputSums sums = new OutputSums(net);
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
      sums.add((output, value) -> {});
      progress.accept(i + 1);
    }
    if (computeLoss) {
      LOG.info("Test loss: {}", FloatText.of(loss / iterations));
    }
    AtomicInteger score = new AtomicInteger();
    sums.means(
        iterations,
        (output, mean) -> {
          OutputLine.log("Test", score.getAndIncrement(), output, mean);
          means.accept(output, mean);
        });
    return true;
  }
}
