package io.decant.conformance.rules;

import io.decant.api.engine.Engine;
import io.decant.conformance.tiering.DeviceCounts;
import io.decant.conformance.tiering.SmallNet;
import io.decant.conformance.tiering.Training;
import io.decant.conformance.trial.KitContext;
import io.decant.conformance.trial.RuleViolation;
import io.decant.conformance.wrapper.WrappedDevice;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.memory.DeviceMemoryExceededException;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import java.util.Optional;

/** Training on a device that has hardly enough memory. */
final class ScarceMemory {
  private static final int MOST_REFUSALS = 50;
  private static final long SMALLEST = 64;

  private ScarceMemory() {}

  /**
   * Follows what each refusal asks for until there is none, then looks for the smallest pool; with
   * a little less, training is refused.
   */
  static void isRefused(TieringSubject subject) {
    TieringRun run = new TieringRun("tiering.refusal", subject);
    for (String planner : subject.planners()) {
      long refused = 0;
      long enough = SMALLEST;
      Optional<DeviceMemoryExceededException> refusal = refusal(run, enough, planner);
      run.require(refusal.isPresent(), "a pool of " + enough + " bytes is not refused");
      for (int i = 0; refusal.isPresent(); i++) {
        refused = enough;
        enough = refusal.get().neededBytes();
        run.require(
            enough > refused && i < MOST_REFUSALS,
            "refused with " + refused + " bytes: " + refusal.get().getMessage());
        refusal = refusal(run, enough, planner);
      }
      while (enough - refused > SMALLEST) {
        long middle = (refused + enough) / 2;
        if (refusal(run, middle, planner).isPresent()) {
          refused = middle;
        } else {
          enough = middle;
        }
      }
    }
  }

  /** Trains on a device of as many bytes; returns the refusal where there is one. */
  private static Optional<DeviceMemoryExceededException> refusal(
      TieringRun run, long bytes, String planner) {
    DeviceCounts counts = new DeviceCounts();
    try (Engine engine =
        run.open(device -> new WrappedDevice(device, counts), KitContext.limited(bytes))) {
      DeviceCounts.Counts before = counts.now();
      try (Engine managed = engine.with(TieringRun.in(bytes, planner))) {
        Training.of(managed, SmallNet.TINY);
        return Optional.empty();
      } catch (DeviceMemoryExceededException e) {
        run.require(
            counts.now().since(before).operators() == 0,
            "operators had run by the time of the refusal: " + e.getMessage());
        run.require(
            !e.layer().isEmpty() && String.valueOf(e.getMessage()).contains("--device_memory"),
            "the refusal does not say what to do: " + e.getMessage());
        return Optional.of(e);
      } catch (RuntimeException e) {
        throw new RuleViolation(
            "tiering.refusal", "a pool of " + bytes + " bytes fails with " + e.getMessage(), e);
      }
    }
  }

  /** Takes memory away that the device still counts as its own. */
  static void isShared(TieringSubject subject) {
    TieringRun run = new TieringRun("tiering.share", subject);
    for (String planner : subject.planners()) {
      MemoryOptions alone;
      long resident;
      try (Engine engine = run.open(new DeviceCounts())) {
        alone = run.tight(engine, SmallNet.DEEP, planner);
        resident = TieringRun.study(engine, SmallNet.DEEP).residentBytes();
      }
      share(run, alone, resident);
    }
  }

  private static void share(TieringRun run, MemoryOptions capped, long memory) {
    long pool = capped.deviceMemory().orElseThrow();
    MemoryOptions uncapped =
        MemoryOptions.DEFAULT.with(LargeModelSupport.AUTO).withPlanner(capped.planner());
    try (Engine engine = run.open(device -> device, KitContext.limited(memory))) {
      Training alone = run.train(engine, SmallNet.DEEP, capped);
      try (DeviceSlab others = engine.device().allocate(memory - pool)) {
        Training beside = run.train(engine, SmallNet.DEEP, uncapped);
        run.require(
            beside.traffic().bytesIn() > 0 && beside.traffic().peakBytes() <= pool,
            "beside " + others.bytes() + " bytes of others, what moved was " + beside.traffic());
        run.same(alone, beside, "beside others it differs; planner " + capped.planner());
      }
    }
  }
}
