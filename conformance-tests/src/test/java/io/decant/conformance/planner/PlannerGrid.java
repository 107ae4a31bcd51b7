package io.decant.conformance.planner;

import io.decant.api.Decant;
import io.decant.api.DecantConfig;
import io.decant.api.solver.Solver;
import io.decant.spi.memory.DeviceMemoryExceededException;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import io.decant.spi.op.ComputeMode;
import io.decant.tiering.plan.HybridPlanner;
import io.decant.tiering.plan.HybridTuning;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Trains a net on a device as planner hybrid plans for users, and by other settings of its knobs;
 * {@code benchmarks/planner-grid.sh} runs it.
 */
final class PlannerGrid {
  private static final int INTERVAL = 10;
  private static final int INTERVALS = 4;

  /** A setting that is slower than the best by this factor is not trained to the end. */
  private static final double HOPELESS = 1.5;

  private static final List<HybridTuning> GRID =
      List.of(
          HybridTuning.SWAP_ONLY,
          new HybridTuning(3, 4, true, false, 1, 0.02),
          new HybridTuning(3, 4, false, true, 1, 0.02),
          new HybridTuning(3, 4, true, true, 1, 0.1),
          new HybridTuning(6, 16, true, false, 1, 0.02),
          new HybridTuning(6, 16, false, true, 1, 0.02),
          new HybridTuning(6, 16, true, true, 1, 0),
          new HybridTuning(6, 16, true, true, 1, 0.1),
          new HybridTuning(6, 8, true, true, 0.95, 0.02),
          new HybridTuning(6, 8, true, true, 0.85, 0.02));

  private final Path solver;
  private final DecantConfig config;
  private final int iterations;
  private double best = Double.MAX_VALUE;

  private PlannerGrid(Path solver, DecantConfig config, int iterations) {
    this.solver = solver;
    this.config = config;
    this.iterations = iterations;
  }

  /** Takes a solver, the name of a backend, a precision, a pool in bytes, and iterations. */
  public static void main(String[] arguments) {
    if (arguments.length != 5) {
      throw new IllegalArgumentException(
          "give a solver, a backend, a precision, bytes of device memory, and iterations");
    }
    MemoryOptions memory =
        MemoryOptions.DEFAULT
            .with(LargeModelSupport.AUTO)
            .withDeviceMemory(Long.parseLong(arguments[3]))
            .withPlanner(PlannerUnderTest.NAME);
    DecantConfig config =
        DecantConfig.on(arguments[1])
            .withMemory(memory)
            .withPrecision(ComputeMode.valueOf(arguments[2].toUpperCase(Locale.ROOT)));
    new PlannerGrid(Path.of(arguments[0]), config, Integer.parseInt(arguments[4])).compare();
  }

  private void compare() {
    double first = train("what users get", HybridTuning.DEFAULT);
    double grid = Double.MAX_VALUE;
    for (HybridTuning tuning : GRID) {
      grid = Math.min(grid, train(tuning.toString(), tuning));
    }
    double last = train("what users get", HybridTuning.DEFAULT);
    double users = Math.min(first, last);
    System.out.printf(
        Locale.ROOT,
        "users get %.2f and %.2f ms, the grid's best is %.2f ms: %.1f %% of its speed%n",
        1e3 * first,
        1e3 * last,
        1e3 * grid,
        100 * grid / users);
  }

  /** Returns the seconds of an iteration at the end; where there is no hope, infinity. */
  private double train(String label, HybridTuning tuning) {
    double seconds =
        PlannerUnderTest.during(
            new HybridPlanner(LargeModelSupport.AUTO, tuning), () -> train(label));
    best = Math.min(best, seconds);
    return seconds;
  }

  private double train(String label) {
    try (Decant decant = Decant.open(config);
        Solver run = decant.solver(solver).retainOutputsOnly().build()) {
      List<Double> intervals = new ArrayList<>();
      for (int done = 0; done < iterations; done += INTERVAL) {
        intervals.add(UnusedTiering.seconds(decant.engine(), run, INTERVAL) / INTERVAL);
        int known = intervals.size();
        double fastest = Collections.min(last(intervals));
        if (known > INTERVALS && fastest > HOPELESS * best) {
          System.out.printf(Locale.ROOT, "%s: %.2f ms, given up%n", label, 1e3 * fastest);
          return Double.POSITIVE_INFINITY;
        }
      }
      double seconds = median(last(intervals));
      System.out.printf(Locale.ROOT, "%s: %.2f ms%n", label, 1e3 * seconds);
      return seconds;
    } catch (DeviceMemoryExceededException e) {
      System.out.println(label + ": does not fit");
      return Double.POSITIVE_INFINITY;
    }
  }

  private static List<Double> last(List<Double> intervals) {
    return intervals.subList(Math.max(0, intervals.size() - INTERVALS), intervals.size());
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
  }
}
