package io.decant.conformance.tiering;

import io.decant.api.engine.Engine;
import io.decant.api.net.Net;
import io.decant.api.net.NetParam;
import io.decant.api.solver.Solver;
import io.decant.conformance.trial.ErrorMeter;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.text.Located;
import io.decant.spi.memory.MemoryForecast;
import io.decant.spi.memory.MemoryTraffic;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * What a few iterations of training came to.
 *
 * @param numbers the loss of each iteration and, in the end, every parameter, by name
 * @param traffic what was moved meanwhile
 * @param forecast what was planned; empty where nothing is managed
 */
public record Training(
    Map<String, float[]> numbers, MemoryTraffic traffic, Optional<MemoryForecast> forecast) {
  private static final int ITERATIONS = 4;
  private static final int CLASSES = 10;

  /** Trains a small net with the same data each time; the engine stays open. */
  public static Training of(Engine engine, SmallNet small) {
    return of(engine, small.solver(), ITERATIONS);
  }

  /**
   * Trains a net with the same data each time; the engine stays open.
   *
   * @param parameter of a net with blobs {@code data} and {@code label}, of at least ten classes
   */
  public static Training of(Engine engine, Located<SolverParameter> parameter, int iterations) {
    Map<String, float[]> numbers = new LinkedHashMap<>();
    try (Solver solver = Solver.builder(engine, parameter).retainOutputsOnly().build()) {
      Random random = new Random(5);
      for (int iteration = 0; iteration < iterations; iteration++) {
        fill(solver.net(), random);
        solver.step(1);
        numbers.put("loss " + iteration, new float[] {(float) solver.loss()});
      }
      for (NetParam param : solver.net().parameters()) {
        numbers.put(param.layer() + "[" + param.index() + "]", solver.net().blob(param).data());
      }
      engine.executor().synchronize();
      return new Training(
          numbers, engine.memoryManager().traffic(), engine.memoryManager().forecast());
    }
  }

  private static void fill(Net net, Random random) {
    float[] data = new float[Math.toIntExact(net.blob("data").count())];
    for (int i = 0; i < data.length; i++) {
      data[i] = random.nextFloat() - 0.3f;
    }
    float[] labels = new float[Math.toIntExact(net.blob("label").count())];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = random.nextInt(CLASSES);
    }
    net.blob("data").setData(data);
    net.blob("label").setData(labels);
  }

  /**
   * Returns where another training's numbers differ; empty when they are the same.
   *
   * @param tolerance how far they may be apart, relative to the larger of 1 and the number; 0 for
   *     the same bits
   */
  public Optional<String> difference(Training other, double tolerance) {
    for (Map.Entry<String, float[]> entry : numbers.entrySet()) {
      float[] expected = entry.getValue();
      float[] actual = other.numbers.getOrDefault(entry.getKey(), new float[0]);
      if (expected.length != actual.length) {
        return Optional.of(
            entry.getKey() + " has " + actual.length + " numbers instead of " + expected.length);
      }
      for (int i = 0; i < expected.length; i++) {
        if (!near(expected[i], actual[i], tolerance)) {
          return Optional.of(
              entry.getKey() + ", number " + i + " is " + actual[i] + " instead of " + expected[i]);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean near(float expected, float actual, double tolerance) {
    double allowed = tolerance * Math.max(1, Math.abs(expected));
    boolean near =
        Float.isFinite(expected)
            && (Float.compare(expected, actual) == 0 || Math.abs(expected - actual) <= allowed);
    if (near) {
      ErrorMeter.note(Math.abs(expected - actual), allowed);
    }
    return near;
  }
}
