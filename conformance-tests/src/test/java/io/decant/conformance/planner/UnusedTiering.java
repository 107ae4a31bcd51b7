package io.decant.conformance.planner;

import io.decant.api.backend.Backends;
import io.decant.api.engine.Engine;
import io.decant.api.engine.EngineConfig;
import io.decant.api.solver.Solver;
import io.decant.conformance.trial.KitContext;
import io.decant.spi.device.BackendProvider;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Trains a net in plenty of memory, with large-model support and without, by turns in one process;
 * {@code benchmarks/lms-unused.sh} runs it.
 */
final class UnusedTiering {
  private static final long TURN_NANOS = 300_000_000L;
  private static final int WARM_UP_TURNS = 40;

  private UnusedTiering() {}

  /** Takes names of nets with commas, the number of pairs of turns, and the name of a backend. */
  public static void main(String[] arguments) {
    if (arguments.length != 3) {
      throw new IllegalArgumentException("give nets, the number of pairs, and a backend");
    }
    int pairs = Integer.parseInt(arguments[1]);
    BackendProvider backend = Backends.find().named(arguments[2]).orElseThrow().provider();
    for (String net : arguments[0].split(",", -1)) {
      compare(backend, BenchmarkNet.valueOf(net.toUpperCase(Locale.ROOT)), pairs);
    }
  }

  private static void compare(BackendProvider backend, BenchmarkNet net, int pairs) {
    MemoryOptions auto = MemoryOptions.DEFAULT.with(LargeModelSupport.AUTO);
    List<Double> ratios = new ArrayList<>();
    List<Double> absent = new ArrayList<>();
    try (Engine plain = engine(backend, MemoryOptions.DEFAULT);
        Engine managed = engine(backend, auto);
        Solver without = solver(plain, net);
        Solver with = solver(managed, net)) {
      int iterations = 1;
      for (int turn = 0; turn < WARM_UP_TURNS; turn++) {
        double seconds = seconds(plain, without, iterations);
        seconds(managed, with, iterations);
        iterations = (int) Math.max(1, TURN_NANOS / 1e9 / (seconds / iterations));
      }
      long before = managed.memoryManager().traffic().bytesOut();
      for (int pair = 0; pair < pairs; pair++) {
        boolean first = pair % 2 == 0;
        double other = first ? 0 : seconds(managed, with, iterations);
        double own = seconds(plain, without, iterations);
        other = first ? seconds(managed, with, iterations) : other;
        ratios.add(other / own);
        absent.add(1e3 * own / iterations);
      }
      System.out.printf(
          Locale.ROOT,
          "%s: %d pairs of %d iterations, %.4g ms without; with / without: median %.4f (%.4f .."
              + " %.4f), %d bytes moved%n",
          net.title(),
          pairs,
          iterations,
          quantile(absent, 0.5),
          quantile(ratios, 0.5),
          quantile(ratios, 0.25),
          quantile(ratios, 0.75),
          managed.memoryManager().traffic().bytesOut() - before);
    }
  }

  private static Engine engine(BackendProvider backend, MemoryOptions memory) {
    return Engine.open(
        new EngineConfig(
            backend, 0, KitContext.unlimited(), memory, PrepareOptions.DEFAULT, operator -> {}));
  }

  private static Solver solver(Engine engine, BenchmarkNet net) {
    return Solver.builder(engine, net.solver()).retainOutputsOnly().build();
  }

  /** Returns the seconds that so many iterations take until the device is done with them. */
  static double seconds(Engine engine, Solver solver, int iterations) {
    long start = System.nanoTime();
    solver.step(iterations);
    engine.executor().synchronize();
    return (System.nanoTime() - start) / 1e9;
  }

  private static double quantile(List<Double> values, double share) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get((int) (share * (sorted.size() - 1)));
  }
}
