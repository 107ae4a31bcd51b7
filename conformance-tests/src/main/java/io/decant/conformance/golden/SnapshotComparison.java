package io.decant.conformance.golden;

import io.decant.api.net.NetParam;
import io.decant.api.snapshot.SnapshotFormats;
import io.decant.api.solver.Solver;
import io.decant.proto.caffe.SolverState;
import io.decant.proto.io.BlobData;
import io.decant.proto.io.LayerWeights;
import io.decant.proto.io.WeightsReader;
import io.decant.spi.op.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Compares weights and snapshots of a run with those of Caffe. */
final class SnapshotComparison {
  /** Weights and histories of solver traces agree to this part of the largest one. */
  private static final double TOLERANCE = 2e-5;

  private final Comparison comparison;

  SnapshotComparison(Comparison comparison) {
    this.comparison = comparison;
  }

  /** Compares the weights of a net with those of a binary file. */
  void weights(Path caffes, Solver solver) {
    for (LayerWeights expected : WeightsReader.read(caffes)) {
      List<NetParam> parameters =
          solver.net().layers().stream()
              .filter(layer -> layer.name().equals(expected.name()))
              .flatMap(layer -> layer.parameters().stream())
              .toList();
      String what = caffes.getFileName() + " " + expected.name();
      comparison.number(what + " blobs", parameters.size(), expected.blobs().size(), 0);
      for (int i = 0; i < Math.min(parameters.size(), expected.blobs().size()); i++) {
        compare(
            what + "[" + i + "]",
            solver.net().blob(parameters.get(i)).data(),
            expected.blobs().get(i).data());
      }
    }
  }

  /** Compares solver states, whatever their formats. */
  void states(Path caffes, Path own) {
    List<BlobData> expected = new ArrayList<>();
    List<BlobData> actual = new ArrayList<>();
    SolverState expectedState = SnapshotFormats.reading(caffes).readState(caffes, expected::add);
    SolverState actualState = SnapshotFormats.reading(own).readState(own, actual::add);
    String name = String.valueOf(caffes.getFileName());
    comparison.number(name + " iter", actualState.getIter(), expectedState.getIter(), 0);
    comparison.number(
        name + " current_step", actualState.getCurrentStep(), expectedState.getCurrentStep(), 0);
    blobs(name + " history", actual, expected);
  }

  /** Compares models layer by layer, those without blobs too. */
  void models(Path caffes, Path own) {
    List<LayerWeights> expected = new ArrayList<>();
    List<LayerWeights> actual = new ArrayList<>();
    SnapshotFormats.reading(caffes).readWeights(caffes, expected::add);
    SnapshotFormats.reading(own).readWeights(own, actual::add);
    String name = String.valueOf(caffes.getFileName());
    comparison.text(name + " layers", names(actual), names(expected));
    for (int i = 0; i < Math.min(actual.size(), expected.size()); i++) {
      LayerWeights layer = expected.get(i);
      blobs(name + " " + layer.name(), actual.get(i).blobs(), layer.blobs());
    }
  }

  private static String names(List<LayerWeights> layers) {
    return layers.stream().map(LayerWeights::name).toList().toString();
  }

  private void blobs(String what, List<BlobData> actual, List<BlobData> expected) {
    comparison.number(what + " blobs", actual.size(), expected.size(), 0);
    for (int i = 0; i < Math.min(actual.size(), expected.size()); i++) {
      BlobData blob = expected.get(i);
      String name = what + "[" + i + "]";
      comparison.shape(name, Shape.of(actual.get(i).shape()), blob);
      compare(name, actual.get(i).data(), blob.data());
    }
  }

  private void compare(String what, float[] actual, float[] expected) {
    double largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    comparison.values(what, actual, expected, 1e-7 + TOLERANCE * largest);
  }
}
