package io.decant.conformance.golden;

import io.decant.api.engine.Engine;
import io.decant.api.snapshot.SnapshotFormats;
import io.decant.proto.caffe.SolverParameter.SnapshotFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Repeats a short training run: losses, rates, weights and histories along the way. Repeats its
 * second half from Caffe's snapshot in its middle, and from snapshots of its own in both formats.
 */
final class SolverCaseRunner {
  private static final int MIDDLE = 5;

  private final Engine engine;

  SolverCaseRunner(Engine engine) {
    this.engine = engine;
  }

  void run(GoldenCase golden, Comparison comparison) {
    SnapshotFormat format = SolverTrace.parameter(golden).message().getSnapshotFormat();
    SnapshotFormat other =
        format == SnapshotFormat.HDF5 ? SnapshotFormat.BINARYPROTO : SnapshotFormat.HDF5;
    try (Scratch scratch = new Scratch()) {
      Path folder = scratch.folder();
      try (SolverTrace whole = trace(golden, comparison, folder.resolve("whole"), format)) {
        whole.solver().loadWeights(golden.file("weights_iter_0.caffemodel"));
        whole.follow();
      }
      Path converted;
      try (SolverTrace caffes = trace(golden, comparison, folder.resolve("caffes"), other)) {
        // reads as far in the data as Caffe had, which its states do not tell
        caffes.solver().step(MIDDLE);
        caffes.solver().restore(caffes(golden, folder));
        converted = caffes.write();
        caffes.follow();
      }
      for (Path own : List.of(state(folder.resolve("whole"), format), converted)) {
        try (SolverTrace resumed = trace(golden, comparison, folder.resolve("resumed"), format)) {
          resumed.solver().restore(own);
          resumed.follow();
        }
      }
    }
  }

  private SolverTrace trace(
      GoldenCase golden, Comparison comparison, Path prefix, SnapshotFormat format) {
    return new SolverTrace(engine, golden, comparison, prefix, format);
  }

  /** Copies the snapshot that Caffe wrote in the middle, with its weights beside it. */
  private static Path caffes(GoldenCase golden, Path folder) {
    Path source = state(golden.file("snap"), SnapshotFormat.BINARYPROTO);
    if (!Files.exists(source)) {
      source = state(golden.file("snap"), SnapshotFormat.HDF5);
    }
    String learned =
        SnapshotFormats.reading(source).readState(source, history -> {}).getLearnedNet();
    String model = String.valueOf(Path.of(learned).getFileName());
    String weights = golden.has(model) ? model : "weights_iter_" + MIDDLE + ".caffemodel";
    Path target = folder.resolve(Objects.requireNonNull(source.getFileName()));
    try {
      Files.copy(golden.file(weights), folder.resolve(model));
      return Files.copy(source, target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path state(Path prefix, SnapshotFormat format) {
    String suffix = SnapshotFormats.of(format).suffix();
    return Path.of(prefix + "_iter_" + MIDDLE + ".solverstate" + suffix);
  }
}
