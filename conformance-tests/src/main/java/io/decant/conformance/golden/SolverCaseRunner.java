package io.decant.conformance.golden;

import io.decant.api.engine.Engine;
import io.decant.api.net.NetParam;
import io.decant.api.solver.NanPolicy;
import io.decant.api.solver.Solver;
import io.decant.api.solver.SolverListener;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.io.BlobData;
import io.decant.proto.io.LayerWeights;
import io.decant.proto.io.SolverStateReader;
import io.decant.proto.io.WeightsReader;
import io.decant.proto.text.Located;
import io.decant.proto.text.Prototxt;
import io.decant.proto.upgrade.SolverUpgrade;
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
        parsed.message().toBuilder()
            .setSnapshotPrefix(scratch.resolve("run").toString())
            .clearSnapshotFormat()
            .build();
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
        history(golden, solver, scratch, comparison);
        hdf5Snapshots(golden, solver, comparison);
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

  /** HDF5 snapshots count by name; what else the case has is compared all the same. */
  private static void hdf5Snapshots(GoldenCase golden, Solver solver, Comparison comparison) {
    for (String kind : List.of("caffemodel", "solverstate")) {
      String name = "snap_iter_" + solver.iteration() + "." + kind + ".h5";
      if (golden.has(name)) {
        comparison.failed(name, "snapshots in HDF5 are not supported yet");
      }
    }
  }

  private static void history(
      GoldenCase golden, Solver solver, Path scratch, Comparison comparison) {
    String name = "snap_iter_" + solver.iteration() + ".solverstate";
    if (!golden.has(name)) {
      return;
    }
    List<BlobData> expected = new ArrayList<>();
    List<BlobData> actual = new ArrayList<>();
    SolverStateReader.read(golden.file(name), expected::add);
    solver.snapshot();
    SolverStateReader.read(
        scratch.resolve("run_iter_" + solver.iteration() + ".solverstate"), actual::add);
    comparison.number(name + " history blobs", actual.size(), expected.size(), 0);
    for (int i = 0; i < Math.min(actual.size(), expected.size()); i++) {
      compare(
          name + " history[" + i + "]", actual.get(i).data(), expected.get(i).data(), comparison);
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
