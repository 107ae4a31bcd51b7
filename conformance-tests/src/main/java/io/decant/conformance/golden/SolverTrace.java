package io.decant.conformance.golden;

import io.decant.api.engine.Engine;
import io.decant.api.snapshot.SnapshotFormats;
import io.decant.api.solver.NanPolicy;
import io.decant.api.solver.Solver;
import io.decant.api.solver.SolverListener;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.caffe.SolverParameter.SnapshotFormat;
import io.decant.proto.text.Located;
import io.decant.proto.text.Prototxt;
import io.decant.proto.upgrade.SolverUpgrade;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A run of a case's solver beside Caffe's: losses, rates, weights and snapshots of each iteration
 * are compared. Used by one thread.
 */
final class SolverTrace implements AutoCloseable {
  private final GoldenCase golden;
  private final Comparison comparison;
  private final SnapshotComparison snapshots;
  private final Path prefix;
  private final String suffix;
  private final Solver solver;
  private double rate;

  /**
   * Makes the run.
   *
   * @param prefix the path that the run's snapshots start with
   * @param format the format of the run's snapshots
   */
  SolverTrace(
      Engine engine, GoldenCase golden, Comparison comparison, Path prefix, SnapshotFormat format) {
    this.golden = golden;
    this.comparison = comparison;
    this.snapshots = new SnapshotComparison(comparison);
    this.prefix = prefix;
    this.suffix = SnapshotFormats.of(format).suffix();
    Located<SolverParameter> parsed = parameter(golden);
    SolverParameter changed =
        parsed.message().toBuilder()
            .setSnapshotPrefix(prefix.toString())
            .setSnapshotFormat(format)
            .build();
    SolverListener listener =
        new SolverListener() {
          @Override
          public void onIteration(long iteration, double loss, double newRate) {
            rate = newRate;
          }
        };
    solver =
        Solver.builder(engine, new Located<>(changed, parsed.source()))
            .directory(golden.folder())
            .onNan(NanPolicy.CONTINUE)
            .listener(listener)
            .build();
    solver.prepare();
    Inputs.set(golden, solver.net());
  }

  static Located<SolverParameter> parameter(GoldenCase golden) {
    Path file = golden.file("solver.prototxt");
    return SolverUpgrade.upgrade(Prototxt.parseSolver(file), file, line -> {});
  }

  Solver solver() {
    return solver;
  }

  /** Trains to the end of Caffe's run, comparing everything. */
  void follow() {
    for (Map<String, String> row : Table.read(golden.file("loss.tsv")).rows()) {
      if (Long.parseLong(row.getOrDefault("iter", "")) == solver.iteration()) {
        follow(row);
      }
    }
  }

  private void follow(Map<String, String> row) {
    solver.step(1);
    String at = " at iteration " + row.get("iter");
    double loss = Double.parseDouble(row.getOrDefault("loss", ""));
    double lr = Double.parseDouble(row.getOrDefault("lr", ""));
    comparison.number("loss" + at, solver.loss(), loss, 1e-7 + 1e-5 * Math.abs(loss));
    comparison.number("rate" + at, rate, lr, 1e-6 * Math.abs(lr));
    String weights = "weights_iter_" + solver.iteration() + ".caffemodel";
    if (golden.has(weights)) {
      snapshots.weights(golden.file(weights), solver);
    }
    snapshot();
  }

  /** Compares the files of a snapshot where Caffe wrote one. */
  private void snapshot() {
    for (String format : List.of("", ".h5")) {
      String end = "_iter_" + solver.iteration() + ".solverstate" + format;
      if (golden.has("snap" + end)) {
        snapshots.states(golden.file("snap" + end), write());
        String model = "_iter_" + solver.iteration() + ".caffemodel";
        if (golden.has("snap" + model + format) && format.equals(suffix)) {
          snapshots.models(golden.file("snap" + model + format), Path.of(prefix + model + suffix));
        }
      }
    }
  }

  /** Writes a snapshot and returns its state. */
  Path write() {
    solver.snapshot();
    return Path.of(prefix + "_iter_" + solver.iteration() + ".solverstate" + suffix);
  }

  @Override
  public void close() {
    solver.close();
  }
}
