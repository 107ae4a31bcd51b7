package io.decant.api.solver;

import io.decant.api.net.Net;
import io.decant.api.net.NetOutput;
import io.decant.proto.caffe.MetricWatch;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.caffe.WatchProgress;
import io.decant.proto.text.Located;
import io.decant.proto.text.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An output of a test net that should become better, and how many tests in a row it has not. Not
 * thread-safe.
 */
final class WatchedMetric {
  private final MetricWatch watch;
  private boolean measured;
  private double best;
  private int waited;
  private long lastIteration = -1;
  private double sum;
  private int values;

  private WatchedMetric(MetricWatch watch) {
    this.watch = watch;
  }

  /**
   * Returns the metric that a field of a solver describes, or null when it does not have the field.
   *
   * @throws io.decant.proto.ProtoFormatException when no test net has it, or its description lacks
   *     something
   */
  static @Nullable WatchedMetric of(
      Located<SolverParameter> solver, String field, List<Net> testNets) {
    SolverParameter parameter = solver.message();
    boolean plateau = field.equals("plateau");
    if (plateau ? !parameter.hasPlateau() : !parameter.hasEarlyStopping()) {
      return null;
    }
    MetricWatch watch = plateau ? parameter.getPlateau() : parameter.getEarlyStopping();
    check(watch, field, solver.source().child(field, 0), testNets);
    return new WatchedMetric(watch);
  }

  private static void check(MetricWatch watch, String field, Source source, List<Net> testNets) {
    int net = watch.getTestNet();
    if (net < 0 || net >= testNets.size()) {
      throw source.error(
          "test_net", field + " watches test net " + net + ", the solver has " + testNets.size());
    }
    List<String> outputs = testNets.get(net).outputs().stream().map(NetOutput::name).toList();
    if (!outputs.contains(watch.getOutput())) {
      throw source.error(
          "output",
          field
              + " watches the output '"
              + watch.getOutput()
              + "', test net "
              + net
              + " has "
              + String.join(", ", outputs));
    }
    if (!watch.hasGoal()) {
      throw source.error(
          field + " must say whether '" + watch.getOutput() + "' should get goal: LOWER or HIGHER");
    }
    if (watch.getPatience() < 1) {
      throw source.error(
          "patience", "patience is " + watch.getPatience() + ", it must be at least 1");
    }
    if (!(watch.getMinDelta() >= 0)) {
      throw source.error(
          "min_delta", "min_delta is " + watch.getMinDelta() + ", it must be at least 0");
    }
  }

  /** Takes in the mean of an output of a test net, as tests report them. */
  void add(int testNet, String output, double mean) {
    if (testNet == watch.getTestNet() && output.equals(watch.getOutput())) {
      sum += mean;
      values++;
    }
  }

  /**
   * Counts the test of an iteration, once.
   *
   * @return whether patience has run out; it then starts anew
   */
  boolean endTest(long iteration) {
    double value = values == 0 ? Double.NaN : sum / values;
    boolean counts = values > 0 && iteration > lastIteration;
    sum = 0;
    values = 0;
    if (!counts) {
      return false;
    }
    lastIteration = iteration;
    if (measured ? isBetter(value) : !Double.isNaN(value)) {
      measured = true;
      best = value;
      waited = 0;
    } else {
      waited++;
    }
    if (waited < watch.getPatience()) {
      return false;
    }
    waited = 0;
    return true;
  }

  private boolean isBetter(double value) {
    return watch.getGoal() == MetricWatch.Goal.LOWER
        ? value < best - watch.getMinDelta()
        : value > best + watch.getMinDelta();
  }

  /** Says, for the log, that patience has run out. */
  String exhausted() {
    return "'"
        + watch.getOutput()
        + "' of test net #"
        + watch.getTestNet()
        + " has not become better in "
        + watch.getPatience()
        + " tests";
  }

  /** Returns where it stands, for snapshots. */
  WatchProgress progress() {
    WatchProgress.Builder progress =
        WatchProgress.newBuilder().setWaited(waited).setIteration(lastIteration);
    return measured ? progress.setBest(best).build() : progress.build();
  }

  /** Goes on from a snapshot. */
  void restore(WatchProgress progress) {
    measured = progress.hasBest();
    best = progress.getBest();
    waited = progress.getWaited();
    lastIteration = progress.hasIteration() ? progress.getIteration() : -1;
  }
}
