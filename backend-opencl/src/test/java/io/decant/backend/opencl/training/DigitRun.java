package io.decant.backend.opencl.training;

import io.decant.api.engine.Engine;
import io.decant.api.engine.EngineConfig;
import io.decant.api.net.NetParam;
import io.decant.api.solver.Solver;
import io.decant.conformance.trial.KitContext;
import io.decant.proto.text.Prototxt;
import io.decant.proto.upgrade.SolverUpgrade;
import io.decant.spi.device.BackendProvider;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryTraffic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * A net of this package's resources, trained on blurred patterns of ten classes.
 *
 * @param losses of each iteration
 * @param accuracy over the last tenth of the iterations
 * @param weights every parameter's final values
 * @param traffic what was moved meanwhile
 */
record DigitRun(
    List<Double> losses, double accuracy, Map<String, float[]> weights, MemoryTraffic traffic) {
  private static final int CLASSES = 10;
  private static final float NOISE = 0.35f;

  /** What distinguishes a run. */
  record Setting(String net, BackendProvider backend, MemoryOptions memory, boolean oneUlpOff) {
    Setting(String net, BackendProvider backend) {
      this(net, backend, MemoryOptions.DEFAULT, false);
    }

    /** The same with initial weights moved by one unit in the last place, half of them up. */
    Setting oneUlp() {
      return new Setting(net, backend, memory, true);
    }

    Setting with(MemoryOptions options) {
      return new Setting(net, backend, options, oneUlpOff);
    }
  }

  /** Trains. */
  static DigitRun of(Setting setting, int iterations) {
    MemoryOptions memory = setting.memory();
    KitContext context =
        memory.deviceMemory().isPresent()
            ? KitContext.limited(memory.deviceMemory().getAsLong())
            : KitContext.unlimited();
    EngineConfig config =
        new EngineConfig(
            setting.backend(), 0, context, memory, PrepareOptions.DEFAULT, operator -> {});
    try (Engine engine = Engine.open(config);
        Solver solver = solver(engine, setting.net())) {
      if (setting.oneUlpOff()) {
        moveWeights(solver);
      }
      return train(solver, engine, iterations);
    }
  }

  private static DigitRun train(Solver solver, Engine engine, int iterations) {
    float[][] patterns = patterns();
    Random random = new Random(5);
    List<Double> losses = new ArrayList<>(iterations);
    int judged = Math.max(1, iterations / 10);
    double accuracy = 0;
    for (int iteration = 0; iteration < iterations; iteration++) {
      fill(solver, patterns, random);
      solver.step(1);
      losses.add(solver.loss());
      if (iteration >= iterations - judged) {
        accuracy += solver.net().blob("accuracy").data()[0] / judged;
      }
    }
    Map<String, float[]> weights = new LinkedHashMap<>();
    for (NetParam param : solver.net().parameters()) {
      weights.put(param.layer() + "[" + param.index() + "]", solver.net().blob(param).data());
    }
    return new DigitRun(losses, accuracy, weights, engine.memoryManager().traffic());
  }

  private static void moveWeights(Solver solver) {
    solver.prepare();
    for (NetParam param : solver.net().parameters()) {
      float[] weights = solver.net().blob(param).data();
      for (int i = 0; i < weights.length; i++) {
        weights[i] = i % 2 == 0 ? Math.nextUp(weights[i]) : Math.nextDown(weights[i]);
      }
      solver.net().blob(param).setData(weights);
    }
  }

  private static float[][] patterns() {
    Random random = new Random(3);
    float[][] patterns = new float[CLASSES][28 * 28];
    for (float[] pattern : patterns) {
      for (int cell = 0; cell < 49; cell++) {
        float value = random.nextBoolean() ? 0.8f : 0.1f;
        for (int pixel = 0; pixel < 16; pixel++) {
          pattern[(cell / 7 * 4 + pixel / 4) * 28 + cell % 7 * 4 + pixel % 4] = value;
        }
      }
    }
    return patterns;
  }

  private static void fill(Solver solver, float[][] patterns, Random random) {
    float[] labels = new float[Math.toIntExact(solver.net().blob("label").count())];
    float[] pixels = new float[labels.length * 28 * 28];
    for (int image = 0; image < labels.length; image++) {
      int label = random.nextInt(CLASSES);
      labels[image] = label;
      for (int i = 0; i < 28 * 28; i++) {
        pixels[image * 28 * 28 + i] = patterns[label][i] + NOISE * (float) random.nextGaussian();
      }
    }
    solver.net().blob("data").setData(pixels);
    solver.net().blob("label").setData(labels);
  }

  private static Solver solver(Engine engine, String net) {
    try {
      Path file =
          Path.of(Objects.requireNonNull(DigitRun.class.getResource(net + ".prototxt")).toURI());
      return Solver.builder(
              engine, SolverUpgrade.upgrade(Prototxt.parseSolver(file), file, line -> {}))
          .retainOutputsOnly()
          .build();
    } catch (URISyntaxException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
