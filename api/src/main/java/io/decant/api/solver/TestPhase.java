package io.decant.api.solver;

import io.decant.api.net.Net;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.caffe.SolverState;
import io.decant.proto.text.Located;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the test nets, and draws the conclusions that the solver asks for. Not thread-safe. */
final class TestPhase {
  private static final Logger LOG = LoggerFactory.getLogger(Solver.class);

  private final SolverParameter parameter;
  private final List<Net> nets;
  private final LearningRate rate;
  private final Requests requests;
  private final SolverListener listener;
  private final @Nullable WatchedMetric plateau;
  private final @Nullable WatchedMetric earlyStopping;

  TestPhase(
      Located<SolverParameter> solver,
      List<Net> nets,
      LearningRate rate,
      Requests requests,
      SolverListener listener) {
    this.parameter = solver.message();
    this.nets = nets;
    this.rate = rate;
    this.requests = requests;
    this.listener = listener;
    this.plateau = WatchedMetric.of(solver, "plateau", nets);
    this.earlyStopping = WatchedMetric.of(solver, "early_stopping", nets);
  }

  /** Runs all test nets and logs the means of their outputs, unless a stop is asked for. */
  void run(long iteration) {
    boolean complete = true;
    for (int i = 0; i < nets.size() && !requests.stopping(); i++) {
      complete &= run(i, iteration);
    }
    if (complete && !requests.stopping()) {
      conclude(iteration);
    }
  }

  private boolean run(int index, long iteration) {
    int total = parameter.getTestIter(index);
    LOG.info("Iteration {}, Testing net (#{})", iteration, index);
    return new TestRun(nets.get(index), total, parameter.getTestComputeLoss())
        .run(
            requests,
            done -> listener.onTest(index, done, total),
            (output, mean) -> report(index, output.name(), mean));
  }

  private void report(int index, String output, double mean) {
    if (plateau != null) {
      plateau.add(index, output, mean);
    }
    if (earlyStopping != null) {
      earlyStopping.add(index, output, mean);
    }
    listener.onTestOutput(index, output, mean);
  }

  private void conclude(long iteration) {
    if (plateau != null && plateau.endTest(iteration)) {
      LOG.info("Iteration {}, lowering the learning rate: {}", iteration, plateau.exhausted());
      rate.lower();
    }
    if (earlyStopping != null && earlyStopping.endTest(iteration)) {
      LOG.info("Iteration {}, stopping: {}", iteration, earlyStopping.exhausted());
      requests.stop();
    }
  }

  /** Writes down where the metrics stand. */
  void save(SolverState.Builder state) {
    if (plateau != null) {
      state.setPlateau(plateau.progress());
    }
    if (earlyStopping != null) {
      state.setEarlyStopping(earlyStopping.progress());
    }
  }

  /** Goes on from a snapshot. */
  void restore(SolverState state) {
    if (plateau != null) {
      plateau.restore(state.getPlateau());
    }
    if (earlyStopping != null) {
      earlyStopping.restore(state.getEarlyStopping());
    }
  }
}
