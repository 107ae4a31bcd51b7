package io.decant.conformance.golden;

import io.decant.api.engine.Engine;
import io.decant.api.net.NetParam;
import io.decant.api.snapshot.SnapshotFormats;
import io.decant.api.solver.NanPolicy;
import io.decant.api.solver.Solver;
import io.decant.api.solver.SolverListener;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.caffe.SolverState;
import io.decant.proto.io.BlobData;
import io.decant.proto.io.LayerWeights;
import io.decant.proto.io.WeightsReader;
import io.decant.proto.text.Located;
import io.decant.proto.text.Prototxt;
import io.decant.proto.upgrade.SolverUpgrade;
import io.decant.spi.op.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Repeats a short training run: losses, rates, weights and histories along the way. */
final class SolverCaseRunner {
  /** Weights and histories of solver traces agree to this part of the largest one. */
  private static final double TOLERANCE = 2e-5;

  private final Engine engine;

  SolverCaseRunner(Engine engine) {
    this.engine = engine;
  }

  void run(GoldenCase golden, Comparison comparison) {
    try (Scratch scratch = new Scratch()) {
      trace(golden, scratch.folder(), comparison);
    }
  }

  private void trace(GoldenCase golden, Path scratch, Comparison comparison) {
    Path file = golden.file("solver.prototxt");
    Located<SolverParameter> parsed =
        SolverUpgrade.upgrade(Prototxt.parseSolver(file), file, line -> {});
    SolverParameter redirected =
        parsed.message().toBuilder().setSnapshotPrefix(scratch.resolve("run").toString()).build();
    double[] rate = new double[1];
    SolverListener listener =
        new SolverListener() {
          @Override
          public void onIteration(long iteration, double loss, double newRate) {
            rate[0] = newRate;
          }
        };
    try (Solver solver =
        Solver.builder(engine, new Located<>(redirected, parsed.source()))
            .directory(golden.folder())
            .onNan(NanPolicy.CONTINUE)
            .listener(listener)
            .build()) {
      solver.loadWeights(golden.file("weights_iter_0.caffemodel"));
      Inputs.set(golden, solver.net());
      for (Map<String, String> row : Table.read(golden.file("loss.tsv")).rows()) {
        solver.step(1);
        String at = " at iteration " + row.get("iter");
        double loss = Double.parseDouble(row.getOrDefault("loss", ""));
        double lr = Double.parseDouble(row.getOrDefault("lr", ""));
        comparison.number("loss" + at, solver.loss(), loss, 1e-7 + 1e-5 * Math.abs(loss));
        comparison.number("rate" + at, rate[0], lr, 1e-6 * Math.abs(lr));
        weights(golden, solver, comparison);
        snapshot(golden, solver, scratch, comparison);
      }
    }
  }

  private static void weights(GoldenCase golden, Solver solver, Comparison comparison) {
    String name = "weights_iter_" + solver.iteration() + ".caffemodel";
    if (!golden.has(name)) {
      return;
    }
    for (LayerWeights expected : WeightsReader.read(golden.file(name))) {
      List<NetParam> parameters =
          solver.net().layers().stream()
              .filter(layer -> layer.name().equals(expected.name()))
              .flatMap(layer -> layer.parameters().stream())
              .toList();
      String what = name + " " + expected.name();
      comparison.number(what + " blobs", parameters.size(), expected.blobs().size(), 0);
      for (int i = 0; i < Math.min(parameters.size(), expected.blobs().size()); i++) {
        compare(
            what + "[" + i + "]",
            solver.net().blob(parameters.get(i)).data(),
            expected.blobs().get(i).data(),
            comparison);
      }
    }
  }

  /** Compares the files of a snapshot where Caffe wrote one, in either format. */
  private static void snapshot(
      GoldenCase golden, Solver solver, Path scratch, Comparison comparison) {
    for (String suffix : List.of("", ".h5")) {
      String end = "_iter_" + solver.iteration() + ".solverstate" + suffix;
      if (golden.has("snap" + end)) {
        solver.snapshot();
        history(golden.file("snap" + end), scratch.resolve("run" + end), comparison);
      }
    }
    String end = "_iter_" + solver.iteration() + ".caffemodel.h5";
    if (golden.has("snap" + end)) {
      model(golden.file("snap" + end), scratch.resolve("run" + end), comparison);
    }
  }

  private static void history(Path caffes, Path own, Comparison comparison) {
    List<BlobData> expected = new ArrayList<>();
    List<BlobData> actual = new ArrayList<>();
    SolverState expectedState = SnapshotFormats.reading(caffes).readState(caffes, expected::add);
    SolverState actualState = SnapshotFormats.reading(own).readState(own, actual::add);
    String name = String.valueOf(caffes.getFileName());
    comparison.number(name + " iter", actualState.getIter(), expectedState.getIter(), 0);
    comparison.number(
        name + " current_step", actualState.getCurrentStep(), expectedState.getCurrentStep(), 0);
    blobs(name + " history", actual, expected, comparison);
  }

  /** Compares models layer by layer, those without blobs too. */
  private static void model(Path caffes, Path own, Comparison comparison) {
    List<LayerWeights> expected = new ArrayList<>();
    List<LayerWeights> actual = new ArrayList<>();
    SnapshotFormats.reading(caffes).readWeights(caffes, expected::add);
    SnapshotFormats.reading(own).readWeights(own, actual::add);
    String name = String.valueOf(caffes.getFileName());
    comparison.text(name + " layers", names(actual), names(expected));
    for (int i = 0; i < Math.min(actual.size(), expected.size()); i++) {
      LayerWeights layer = expected.get(i);
      blobs(name + " " + layer.name(), actual.get(i).blobs(), layer.blobs(), comparison);
    }
  }

  private static String names(List<LayerWeights> layers) {
    return layers.stream().map(LayerWeights::name).toList().toString();
  }

  private static void blobs(
      String what, List<BlobData> actual, List<BlobData> expected, Comparison comparison) {
    comparison.number(what + " blobs", actual.size(), expected.size(), 0);
    for (int i = 0; i < Math.min(actual.size(), expected.size()); i++) {
      BlobData blob = expected.get(i);
      String name = what + "[" + i + "]";
      comparison.shape(name, Shape.of(actual.get(i).shape()), blob);
      compare(name, actual.get(i).data(), blob.data(), comparison);
    }
  }

  private static void compare(
      String what, float[] actual, float[] expected, Comparison comparison) {
    double largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    comparison.values(what, actual, expected, 1e-7 + TOLERANCE * largest);
  }
}
