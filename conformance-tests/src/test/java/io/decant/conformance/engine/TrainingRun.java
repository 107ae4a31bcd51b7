package io.decant.conformance.engine;

import io.decant.api.blob.Blob;
import io.decant.api.engine.Engine;
import io.decant.api.engine.EngineConfig;
import io.decant.api.net.NetParam;
import io.decant.api.solver.Solver;
import io.decant.conformance.trial.KitContext;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.text.Located;
import io.decant.proto.text.Prototxt;
import io.decant.proto.upgrade.SolverUpgrade;
import io.decant.spi.device.BackendProvider;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryTraffic;
import io.decant.spi.op.ComputeMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * A few iterations of training on random digits, the same ones each time.
 *
 * @param weights every parameter's final values
 * @param traffic what was moved meanwhile
 */
record TrainingRun(Map<String, float[]> weights, MemoryTraffic traffic) {
  private static final int ITERATIONS = 5;

  /** Trains a net of this package's resources and returns every parameter's final values. */
  static Map<String, float[]> weights(String net, BackendProvider backend, MemoryOptions memory) {
    return of(net, backend, memory).weights();
  }

  /** Trains a net of this package's resources. */
  static TrainingRun of(String net, BackendProvider backend, MemoryOptions memory) {
    KitContext context =
        memory.deviceMemory().isPresent()
            ? KitContext.limited(memory.deviceMemory().getAsLong())
            : KitContext.unlimited();
    return of(net, backend, memory, context, ComputeMode.FLOAT32);
  }

  /** Trains a net of this package's resources in a precision. */
  static TrainingRun of(
      String net,
      BackendProvider backend,
      MemoryOptions memory,
      KitContext context,
      ComputeMode precision) {
    return of(
        net,
        new EngineConfig(
            backend, 0, context, memory, PrepareOptions.DEFAULT, precision, operator -> {}));
  }

  /** Trains a net of this package's resources on an engine of its own. */
  static TrainingRun of(String net, EngineConfig config) {
    return of(parameter(net), config);
  }

  /** Trains a net that data and label are fed to, on an engine of its own. */
  static TrainingRun of(Located<SolverParameter> parameter, EngineConfig config) {
    try (Engine engine = Engine.open(config);
        Solver solver = Solver.builder(engine, parameter).retainOutputsOnly().build()) {
      train(solver);
      Map<String, float[]> weights = new LinkedHashMap<>();
      for (NetParam param : solver.net().parameters()) {
        weights.put(param.layer() + "[" + param.index() + "]", solver.net().blob(param).data());
      }
      return new TrainingRun(weights, engine.memoryManager().traffic());
    }
  }

  /** Trains such a net and returns what its blobs hold at last, data and gradients. */
  static Map<String, float[]> blobs(String net, EngineConfig config) {
    try (Engine engine = Engine.open(config);
        Solver solver = Solver.builder(engine, parameter(net)).build()) {
      train(solver);
      Map<String, float[]> contents = new LinkedHashMap<>();
      for (String name : solver.net().blobNames()) {
        Blob blob = solver.net().blob(name);
        contents.put(name, blob.data());
        if (blob.hasDiff()) {
          contents.put(name + " gradient", blob.diff());
        }
      }
      return contents;
    }
  }

  private static void train(Solver solver) {
    Random random = new Random(5);
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      fill(solver, random);
      solver.step(1);
    }
  }

  /** Feeds a batch. */
  static void fill(Solver solver, Random random) {
    float[] pixels = new float[Math.toIntExact(solver.net().blob("data").count())];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat();
    }
    float[] labels = new float[Math.toIntExact(solver.net().blob("label").count())];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = random.nextInt(10);
    }
    solver.net().blob("data").setData(pixels);
    solver.net().blob("label").setData(labels);
  }

  /** Returns a net of this package's resources with its solver. */
  static Located<SolverParameter> parameter(String net) {
    try {
      Path file =
          Path.of(Objects.requireNonNull(TrainingRun.class.getResource(net + ".prototxt")).toURI());
      return SolverUpgrade.upgrade(Prototxt.parseSolver(file), file, line -> {});
    } catch (URISyntaxException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
