package io.decant.conformance.rules;

import io.decant.api.engine.Engine;
import io.decant.conformance.tiering.SmallNet;
import io.decant.conformance.tiering.Training;
import io.decant.conformance.wrapper.HappensBefore;
import io.decant.conformance.wrapper.Instrument;
import io.decant.conformance.wrapper.Poison;
import io.decant.conformance.wrapper.PoisonedMemory;
import io.decant.spi.memory.MemoryContext;
import io.decant.spi.memory.MemoryManager;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.PlannerProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Training in too little memory on the device with an instrument around it. */
final class WatchedTraining {
  private WatchedTraining() {}

  static void isOrdered(TieringSubject subject) {
    TieringRun run = new TieringRun("tiering.order", subject);
    HappensBefore detector = new HappensBefore();
    watch(run, subject, detector, (context, manager) -> manager);
    run.require(
        detector.violations().isEmpty(),
        detector.violations().size() + " pairs of accesses are not ordered");
    run.require(detector.operations() > 0, "the device was asked to do nothing");
  }

  static void keepsClearOfPoison(TieringSubject subject) {
    TieringRun run = new TieringRun("tiering.poison", subject);
    Poison poison = new Poison();
    List<PoisonedMemory> managers = new ArrayList<>();
    watch(
        run,
        subject,
        poison,
        (context, manager) -> {
          managers.add(new PoisonedMemory(manager, context.streams().compute()));
          return managers.get(managers.size() - 1);
        });
    run.require(
        poison.poisonedBytes() > 0
            && managers.stream().allMatch(manager -> manager.poisonedBlocks() > 0),
        "nothing was there to be poisoned");
  }

  private static void watch(
      TieringRun run,
      TieringSubject subject,
      Instrument instrument,
      BiFunction<MemoryContext, MemoryManager, MemoryManager> change) {
    try (Engine plain = run.open(new Instrument() {});
        Engine watched = run.open(instrument)) {
      long tiled = TiledTraining.pool(plain);
      for (String planner : subject.planners()) {
        compare(
            run, plain, watched, SmallNet.DEEP, run.tight(plain, SmallNet.DEEP, planner), change);
        MemoryOptions cut = TieringRun.in(tiled, planner);
        if (PlannerProvider.find(cut).changesPrograms()) {
          compare(run, plain, watched, SmallNet.PICTURE, cut, change);
        }
      }
    }
  }

  private static void compare(
      TieringRun run,
      Engine plain,
      Engine watched,
      SmallNet net,
      MemoryOptions options,
      BiFunction<MemoryContext, MemoryManager, MemoryManager> change) {
    Training expected = run.train(plain, net, options);
    Training actual = run.train(watched, net, options, change);
    run.require(actual.traffic().bytesIn() > 0, "nothing moved: " + actual + "; " + options);
    run.same(expected, actual, "watched, it differs; " + options);
  }
}
