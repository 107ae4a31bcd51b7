package io.decant.conformance.rules;

import io.decant.api.engine.Engine;
import io.decant.conformance.tiering.CutAsFor;
import io.decant.conformance.tiering.DeviceCounts;
import io.decant.conformance.tiering.SmallNet;
import io.decant.conformance.tiering.Training;
import io.decant.conformance.trial.RuleViolation;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.PlannerProvider;
import io.decant.spi.memory.PoolCapacity;

/** Training in less memory than the blocks of one operator take. */
final class TiledTraining {
  /** The part of the neediest operator's memory that there is. */
  private static final int SHARE = 4;

  /** Sums over tiles are rounded otherwise; training passes that on. */
  private static final double TOLERANCE = 1e-4;

  private TiledTraining() {}

  static void cutsOperators(TieringSubject subject) {
    TieringRun run = new TieringRun("tiering.tiles", subject);
    DeviceCounts counts = new DeviceCounts();
    try (Engine engine = run.open(counts)) {
      Training whole = run.train(engine, SmallNet.PICTURE, MemoryOptions.DEFAULT);
      long pool = pool(engine);
      for (String planner : subject.planners()) {
        MemoryOptions options = TieringRun.in(pool, planner);
        if (PlannerProvider.find(options).changesPrograms()) {
          DeviceCounts.Counts start = counts.now();
          Training tight = run.train(engine, SmallNet.PICTURE, options);
          DeviceCounts.Counts middle = counts.now();
          Training roomy = roomy(run, engine, planner, capacity(engine, options));
          long operators = middle.since(start).operators() - tight.traffic().recomputed();
          run.require(
              tight.traffic().tiles() > 0
                  && tight.traffic().tiles() == roomy.traffic().tiles()
                  && operators == counts.now().since(middle).operators(),
              "operators ran in other tiles, or in none: " + tight + " and " + roomy);
          run.require(tight.traffic().bytesIn() > 0, "nothing moved: " + tight);
          run.same(roomy, tight, "the same tiles in more memory differ; " + options);
          whole
              .difference(tight, TOLERANCE)
              .ifPresent(
                  difference -> {
                    throw new RuleViolation(
                        "tiering.tiles", difference + "; in one piece it differs by too much");
                  });
        }
      }
    }
  }

  /** Returns a pool in which operators must be cut. */
  static long pool(Engine engine) {
    return TieringRun.study(engine, SmallNet.PICTURE).smallestPoolBytes() / SHARE;
  }

  private static PoolCapacity capacity(Engine engine, MemoryOptions options) {
    try (Engine tight = engine.with(options)) {
      return tight.memoryManager().capacity().orElseThrow();
    }
  }

  /** Trains with operators cut as for a small pool, in a large one. */
  private static Training roomy(
      TieringRun run, Engine engine, String planner, PoolCapacity capacity) {
    long enough = 2 * TieringRun.study(engine, SmallNet.PICTURE).residentBytes();
    return run.train(
        engine,
        SmallNet.PICTURE,
        TieringRun.in(enough, planner),
        (context, manager) -> new CutAsFor(manager, capacity));
  }
}
