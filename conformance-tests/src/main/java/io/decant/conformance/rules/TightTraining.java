package io.decant.conformance.rules;

import io.decant.api.engine.Engine;
import io.decant.conformance.throttle.ThrottledDevice;
import io.decant.conformance.tiering.DeviceCounts;
import io.decant.conformance.tiering.SmallNet;
import io.decant.conformance.tiering.Training;
import io.decant.conformance.trial.KitContext;
import io.decant.conformance.wrapper.WrappedDevice;
import io.decant.spi.memory.LinkRates;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryTraffic;
import io.decant.spi.memory.PlanForecast;
import io.decant.spi.memory.PlannerProvider;
import java.util.Collection;
import java.util.List;

/** Training in too little memory for all blocks, and enough for each operator. */
final class TightTraining {
  private static final double SLOW = 1e6;
  private static final double OPERATOR_SECONDS = 1e-6;

  private TightTraining() {}

  static void movesBlocks(TieringSubject subject) {
    TieringRun run = new TieringRun("tiering.bits", subject);
    DeviceCounts counts = new DeviceCounts();
    try (Engine engine = run.open(counts)) {
      Training resident = run.train(engine, SmallNet.DEEP, MemoryOptions.DEFAULT);
      for (String planner : subject.planners()) {
        MemoryOptions pinned = run.tight(engine, SmallNet.DEEP, planner, 4);
        for (MemoryOptions options : List.of(pinned, pinned.withPinnedMemory(0))) {
          DeviceCounts.Counts before = counts.now();
          Training tight = run.train(engine, SmallNet.DEEP, options);
          moved(run, tight, options, counts.now().since(before));
          run.same(resident, tight, "blocks moved, as in " + options);
        }
      }
    }
  }

  /** Requires copies: as planned, as the manager counted, and as the device was asked. */
  private static void moved(
      TieringRun run, Training tight, MemoryOptions options, DeviceCounts.Counts asked) {
    MemoryTraffic traffic = tight.traffic();
    run.require(
        traffic.bytesIn() > 0 && traffic.bytesOut() > 0 && traffic.tiles() == 0,
        "nothing moved, or operators were cut: " + traffic + "; " + options);
    run.require(
        asked.bytesIn() >= traffic.bytesIn() && asked.bytesOut() >= traffic.bytesOut(),
        "the device was asked for " + asked + ", what moved was " + traffic + "; " + options);
    if (PlannerProvider.find(options).plansAhead()) {
      run.require(
          plans(tight).stream().anyMatch(plan -> plan.bytesIn() > 0 && plan.bytesOut() > 0),
          "no plan moves anything: " + plans(tight) + "; " + options);
    }
  }

  static void recomputes(TieringSubject subject) {
    TieringRun run = new TieringRun("tiering.recompute", subject);
    DeviceCounts counts = new DeviceCounts();
    try (Engine engine =
        run.open(
            device ->
                new ThrottledDevice(
                    new WrappedDevice(device, counts),
                    new LinkRates(SLOW, SLOW),
                    operator -> OPERATOR_SECONDS),
            KitContext.unlimited())) {
      MemoryOptions options = run.tight(engine, SmallNet.MIXED, MemoryOptions.DEFAULT_PLANNER);
      DeviceCounts.Counts start = counts.now();
      Training resident = run.train(engine, SmallNet.MIXED, MemoryOptions.DEFAULT);
      DeviceCounts.Counts middle = counts.now();
      Training tight = run.train(engine, SmallNet.MIXED, options);
      long once = middle.since(start).operators();
      long now = counts.now().since(middle).operators();
      long again = tight.traffic().recomputed();
      run.require(
          again > 0 && plans(tight).stream().anyMatch(plan -> plan.recomputed() > 0),
          "nothing was computed again, although copies are slow: " + tight);
      run.require(
          now == once + again,
          now + " operators ran instead of " + once + " and " + again + " computed again");
      run.same(resident, tight, again + " operators were computed again");
    }
  }

  private static Collection<PlanForecast> plans(Training training) {
    return training.forecast().map(forecast -> forecast.programs().values()).orElse(List.of());
  }
}
