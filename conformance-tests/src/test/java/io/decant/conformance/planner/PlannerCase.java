package io.decant.conformance.planner;

import io.decant.conformance.throttle.RecordedTimes;
import io.decant.spi.memory.DeviceMemoryExceededException;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import io.decant.spi.memory.Plan;
import io.decant.spi.memory.PlanForecast;
import io.decant.spi.memory.PlanRequest;
import io.decant.spi.memory.Planner;
import io.decant.tiering.plan.HybridPlanner;
import io.decant.tiering.plan.HybridTuning;
import io.decant.tiering.plan.IbmPlanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A net trained in a pool, over a link of 5 GB/s. The device takes the times of one recording, the
 * planners are told those of another.
 *
 * @param net the net
 * @param pools how many times the smallest feasible pool it is given
 * @param faster how many times faster operators are than recorded
 */
record PlannerCase(BenchmarkNet net, int pools, double faster) {
  private static final double LINK = 5e9;
  private static final long ALIGNMENT = 64;
  private static final long UNLIMITED = 1L << 36;

  /**
   * What a case came to, in virtual seconds an iteration.
   *
   * @param poolBytes of the pool
   * @param compute operators alone, by the device's times
   * @param bound the lower bound for swapping, by the device's times
   * @param swapOnly planner hybrid without recomputation
   * @param hybrid planner hybrid as users get it
   * @param grid what the best of a grid over its knobs expects
   * @param ibm planner ibm; null when it has no plan
   * @param lru planner lru
   */
  record Result(
      PlannerCase subject,
      long poolBytes,
      double compute,
      double bound,
      ThrottledRun swapOnly,
      ThrottledRun hybrid,
      PlanForecast grid,
      @Nullable ThrottledRun ibm,
      ThrottledRun lru) {
    /** Returns how swapping alone compares to its lower bound. */
    double overBound() {
      return swapOnly.seconds() / bound;
    }

    /** Returns how much longer a run of planner hybrid was than its forecast, as a part of it. */
    double longerThanForecast() {
      return hybrid.seconds() / hybrid.planned().seconds() - 1;
    }

    /**
     * Returns the same for operators alone: how much slower they were than the planner was told.
     */
    double slowerThanTold() {
      return compute / hybrid.planned().computeSeconds() - 1;
    }

    /** Returns which part of the planned time operators take, each once. */
    double partOfOperators() {
      return hybrid.planned().computeSeconds() / hybrid.planned().seconds();
    }

    /** Returns how the plan that users get compares to the best of the grid. */
    double overGrid() {
      return hybrid.planned().seconds() / grid.seconds();
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s, %s, pool %d MB: operators %.4g s; bound %.4g s, swap only %.4g s (%.3f); hybrid"
              + " %.4g s (%+.1f %% to forecast, operators %+.1f %%; %.3f of the grid's best; %d in, %d"
              + " out, %d again); ibm"
              + " %s; lru %.4g s",
          subject.net.title(),
          subject.pools + "x",
          poolBytes / 1_000_000,
          compute,
          bound,
          swapOnly.seconds(),
          overBound(),
          hybrid.seconds(),
          100 * longerThanForecast(),
          100 * slowerThanTold(),
          overGrid(),
          hybrid.bytesIn() / 1_000_000,
          hybrid.bytesOut() / 1_000_000,
          hybrid.planned().recomputed(),
          ibm == null
              ? "none"
              : String.format(
                  Locale.ROOT,
                  "%.4g s (%.2f times hybrid, %d in, %d out)",
                  ibm.seconds(),
                  ibm.seconds() / hybrid.seconds(),
                  ibm.bytesIn() / 1_000_000,
                  ibm.bytesOut() / 1_000_000),
          lru.seconds());
    }
  }

  /** Runs the planners. */
  Result run() {
    RecordedTimes truth = net.times(1).ofDeviceFasterBy(faster);
    InformedPlanner hybrid = informed(new HybridPlanner(LargeModelSupport.AUTO));
    double compute = ThrottledRun.of(net, truth, LINK, UNLIMITED, hybrid).seconds();
    LoweredProgram program = hybrid.asked().programs().get(0);
    long smallest =
        program.ops().stream()
            .mapToLong(op -> op.workingSetBytes((int) ALIGNMENT))
            .max()
            .orElseThrow();
    long pool = pools * smallest;
    ThrottledRun best = ThrottledRun.of(net, truth, LINK, pool, hybrid);
    return new Result(
        this,
        pool,
        compute,
        forecast(informed(hybrid.asked(), truth), HybridTuning.SWAP_ONLY)
            .orElseThrow()
            .lowerBoundSeconds(),
        ThrottledRun.of(
            net,
            truth,
            LINK,
            pool,
            informed(new HybridPlanner(LargeModelSupport.AUTO, HybridTuning.SWAP_ONLY))),
        best,
        bestOfGrid(hybrid.asked()),
        ibm(truth, pool),
        ThrottledRun.of(net, truth, LINK, pool, "lru"));
  }

  private @Nullable ThrottledRun ibm(RecordedTimes truth, long pool) {
    try {
      return ThrottledRun.of(
          net, truth, LINK, pool, informed(new IbmPlanner(LargeModelSupport.AUTO)));
    } catch (DeviceMemoryExceededException e) {
      return null;
    }
  }

  private InformedPlanner informed(Planner planner) {
    return new InformedPlanner(planner, net.times(2).ofDeviceFasterBy(faster));
  }

  private static PlanRequest informed(PlanRequest request, RecordedTimes times) {
    return new PlanRequest(
        request.programs(),
        request.slabs(),
        request.alignment(),
        request.links(),
        times,
        request.memoryBytes());
  }

  private static PlanForecast bestOfGrid(PlanRequest request) {
    PlanForecast best = null;
    for (HybridTuning tuning : grid()) {
      Optional<PlanForecast> forecast = forecast(request, tuning);
      if (forecast.isPresent() && (best == null || forecast.get().seconds() < best.seconds())) {
        best = forecast.get();
      }
    }
    if (best == null) {
      throw new IllegalStateException("nothing in the grid has a plan");
    }
    return best;
  }

  private static Optional<PlanForecast> forecast(PlanRequest request, HybridTuning tuning) {
    try {
      Optional<List<Plan>> plans = new HybridPlanner(LargeModelSupport.AUTO, tuning).plan(request);
      return plans.map(list -> list.get(0).forecast());
    } catch (DeviceMemoryExceededException e) {
      return Optional.empty(); // a share of the pool can be too small
    }
  }

  private static List<HybridTuning> grid() {
    List<HybridTuning> grid = new ArrayList<>();
    for (int rounds : new int[] {0, 3, 6}) {
      for (int parts : rounds == 0 ? new int[] {0} : new int[] {4, 16}) {
        for (int clocks = 1; clocks <= 3; clocks++) {
          for (double share : new double[] {1, 0.95, 0.85}) {
            for (double headStart : new double[] {0, 0.02, 0.1}) {
              grid.add(
                  new HybridTuning(
                      rounds, parts, (clocks & 1) != 0, (clocks & 2) != 0, share, headStart));
            }
          }
        }
      }
    }
    return grid;
  }
}
