package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.memory.LinkRates;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.PlanForecast;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LateRunsTest {
  private static final long MILLISECOND = 1_000_000;
  private static final LinkRates LINK = new LinkRates(1e9, 1e9);

  private final TestContext context = new TestContext(1 << 20);
  private final InstantStream events = new InstantStream();

  @Test
  void runsThatTakeLongerThanPlannedSlowTheLinkDown() {
    // 20 ms of copies at most, 10 ms late
    assertEquals(20 / 30.0, slowness(50, 60, 20_000_000), 1e-9);
    assertTrue(
        context.lines().stream().anyMatch(line -> line.contains("takes 60.00 ms on the device")),
        context.lines().toString());
  }

  @Test
  void aLinkIsNotTakenToBeSlowerThanHalfAtOnce() {
    assertEquals(0.5, slowness(50, 500, 20_000_000), 1e-9);
  }

  @Test
  void runsAsPlannedAndRunsWithoutCopiesChangeNothing() {
    assertEquals(-1, slowness(50, 52, 20_000_000));
    assertEquals(-1, slowness(50, 80, 0));
  }

  /** 25 ms each, where 30 were planned for both. */
  @Test
  void thePartsOfARunCountTogether() {
    try (Rig rig = Rig.resident()) {
      LoweredProgram program = rig.lowering.lower(new Chain(3, false).program);
      LateRuns late = new LateRuns(events.stream(), context);
      PlanForecast forecast = new PlanForecast(0.03, 0, 0, 20_000_000, 0, 0, 1, 1);
      for (int run = 0; run < LateRuns.RUNS; run++) {
        late.measure(program, 0, () -> events.now += 25 * MILLISECOND);
      }
      for (int run = 1; run < LateRuns.RUNS; run++) {
        late.measure(program, 7, () -> events.now += 25 * MILLISECOND);
      }
      assertEquals(OptionalDouble.empty(), late.slowness(program, forecast, LINK), "too few");
      late.measure(program, 7, () -> events.now += 25 * MILLISECOND);
      assertEquals(0.5, late.slowness(program, forecast, LINK).orElse(-1), 1e-9);
      assertEquals(OptionalDouble.empty(), late.slowness(program, forecast, LINK), "said once");
    }
  }

  @Test
  void plansAreCorrectedAFewTimesOnly() {
    try (Rig rig = Rig.resident()) {
      LoweredProgram program = rig.lowering.lower(new Chain(3, false).program);
      LateRuns late = new LateRuns(events.stream(), context);
      int corrections = 0;
      for (int plan = 0; plan < 2 * LateRuns.CORRECTIONS; plan++) {
        corrections += replayed(late, program, 50, 60, 20_000_000).isPresent() ? 1 : 0;
        late.restart(program);
      }
      assertEquals(LateRuns.CORRECTIONS, corrections);
    }
  }

  /**
   * Returns the part of its rates that the link seems to have, after enough replays; -1 for all.
   */
  private double slowness(long planned, long taken, long bytes) {
    try (Rig rig = Rig.resident()) {
      LoweredProgram program = rig.lowering.lower(new Chain(3, false).program);
      LateRuns late = new LateRuns(events.stream(), context);
      OptionalDouble found = replayed(late, program, planned, taken, bytes);
      late.close();
      assertEquals(0, events.open, "events stay open");
      return found.orElse(-1);
    }
  }

  private OptionalDouble replayed(
      LateRuns late, LoweredProgram program, long planned, long taken, long bytes) {
    PlanForecast forecast = new PlanForecast(planned / 1e3, 0, 0, bytes, bytes / 2, 0, 1, 1);
    for (int run = 1; run < LateRuns.RUNS; run++) {
      late.measure(program, 0, () -> events.now += (taken + 5) * MILLISECOND);
      assertEquals(OptionalDouble.empty(), late.slowness(program, forecast, LINK), "too few");
    }
    late.measure(program, 0, () -> events.now += taken * MILLISECOND);
    return late.slowness(program, forecast, LINK);
  }
}
