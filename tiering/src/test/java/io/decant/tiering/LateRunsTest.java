package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.memory.LinkRates;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.PlanForecast;
import io.decant.tiering.LateRuns.Measured;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LateRunsTest {
  private static final long MILLISECOND = 1_000_000;
  private static final LinkRates LINK = new LinkRates(1e9, 1e9);

  private final TestContext context = new TestContext(1 << 20);
  private final InstantStream events = new InstantStream();

  @Test
  void runsThatTakeLongerThanPlannedSlowTheLinkDown() {
    // 20 ms of copies in and 10 out, 10 ms late; then 60 and 30, which fill the run
    assertEquals(30 / 40.0, link(50, 60, 20_000_000), 1e-9);
    assertEquals(50 / 60.0, link(50, 60, 60_000_000), 1e-9);
    assertTrue(
        context.lines().stream().anyMatch(line -> line.contains("takes 60.00 ms on the device")),
        context.lines().toString());
  }

  @Test
  void aLinkIsNotTakenToBeSlowerThanHalfAtOnce() {
    assertEquals(0.5, link(50, 500, 20_000_000), 1e-9);
  }

  @Test
  void runsAsPlannedAndRunsWithoutCopiesChangeNothing() {
    assertEquals(Optional.empty(), correction(50, 51, 20_000_000));
    assertEquals(Optional.empty(), correction(50, 80, 0));
    assertEquals(Optional.empty(), correction(50, 49.5, 0));
  }

  /**
   * All of 30 ms of copies run beside operators, some of which are computed again, and these take
   * 1.5 ms more, or less.
   */
  @Test
  void whereAllCopiesHideRunsThatAreLateOrEarlySayHowTheySlowOperatorsDown() {
    PlanForecast hidden = new PlanForecast(0.05, 0.04, 0, 20_000_000, 10_000_000, 0, 1, 1, 0.03);
    Correction late = corrected(hidden, 51.5, LINK).orElseThrow();
    assertEquals(new Correction(1, 0, late.contention()), late);
    assertEquals(0.05, late.contention(), 1e-9);
    assertTrue(
        context.lines().stream()
            .anyMatch(line -> line.contains("slowed operators down by +0.05 of their time")),
        context.lines().toString());
    assertEquals(Optional.empty(), corrected(hidden, 50.7, LINK), "1.4 %");
    assertEquals(0.2, corrected(hidden, 80, LINK).orElseThrow().contention(), 1e-9);
    LinkRates contended = LINK.withContention(0.1);
    assertEquals(-0.05, corrected(hidden, 48.5, contended).orElseThrow().contention(), 1e-9);
    assertEquals(-0.1, corrected(hidden, 40, contended).orElseThrow().contention(), 1e-9);
    assertEquals(1.5e-3 / 7, corrected(hidden, 48.5, LINK).orElseThrow().operator(), 1e-12);
  }

  /** A fifth of the copies is waited for. */
  @Test
  void whereSomeCopiesDoNotHideTheLinkIsSlow() {
    PlanForecast waiting = new PlanForecast(0.05, 0.04, 0, 20_000_000, 10_000_000, 0, 1, 1, 0.024);
    Correction found = corrected(waiting, 60, LINK).orElseThrow();
    assertEquals(30 / 40.0, found.link(), 1e-9);
    assertEquals(0, found.contention());
  }

  /** Seven operators, three milliseconds less. */
  @Test
  void runsThatTakeLessShortenOperators() {
    Correction found = correction(50, 47, 0).orElseThrow();
    assertEquals(3e-3 / 7, found.operator(), 1e-12);
    assertEquals(1, found.link());
    assertTrue(
        context.lines().stream().anyMatch(line -> line.contains("operators took 4.3e+02 us less")),
        context.lines().toString());
    assertEquals(Optional.empty(), correction(50, 47, 20_000_000), "the link may be the reason");
  }

  /** A run that waits for no copy, however much is copied; and only a few times. */
  @Test
  void operatorsAreShortenedAFewTimesForEachMeasurement() {
    try (Rig rig = Rig.resident()) {
      LoweredProgram program = rig.lowering.lower(new Chain(3, false).program);
      LateRuns late = new LateRuns(Measured.REPLAYED, events.stream(), context);
      PlanForecast unhindered = new PlanForecast(0.05, 0.05, 0, 20_000_000, 0, 0, 1, 1, 0);
      for (int measurement = 0; measurement < 2; measurement++) {
        int shortened = 0;
        for (int plan = 0; plan < 2 * TriedCorrections.SHORTENINGS; plan++) {
          shortened += replayed(late, program, unhindered, 47).isPresent() ? 1 : 0;
          late.restart(program);
        }
        assertEquals(TriedCorrections.SHORTENINGS, shortened);
        late.remeasured();
      }
    }
  }

  /** 25 ms each, where 30 were planned for both. */
  @Test
  void thePartsOfARunCountTogether() {
    try (Rig rig = Rig.resident()) {
      LoweredProgram program = rig.lowering.lower(new Chain(3, false).program);
      LateRuns late = new LateRuns(Measured.REPLAYED, events.stream(), context);
      PlanForecast forecast = new PlanForecast(0.03, 0, 0, 20_000_000, 0, 0, 1, 1, 0);
      for (int trial = 0; trial < 2; trial++) {
        assertEquals(Optional.empty(), late.correction(program, forecast, LINK), "replays");
        for (int run = 0; run < MeasuredRuns.RUNS; run++) {
          late.measure(program, 0, () -> events.now += 25 * MILLISECOND);
        }
        for (int run = 1; run < MeasuredRuns.RUNS; run++) {
          late.measure(program, 7, () -> events.now += 25 * MILLISECOND);
        }
        assertEquals(Optional.empty(), late.correction(program, forecast, LINK), "too few");
        late.measure(program, 7, () -> events.now += 25 * MILLISECOND);
      }
      assertEquals(0.5, late.correction(program, forecast, LINK).orElseThrow().link(), 1e-9);
      assertEquals(Optional.empty(), late.correction(program, forecast, LINK), "said once");
    }
  }

  /** 60 ms where 50 were planned; 62 by the plan for a slower link, or 59. */
  @Test
  void aPlanThatMakesRunsSlowerIsTakenBackAndNoOtherTried() {
    try (Rig rig = Rig.resident()) {
      LoweredProgram program = rig.lowering.lower(new Chain(3, false).program);
      LateRuns late = new LateRuns(Measured.ENQUEUED, events.stream(), context);
      Correction tried = measured(late, program, 60).orElseThrow();
      late.restart(program);
      Correction back = measured(late, program, 62).orElseThrow();
      assertEquals(1, tried.link() * back.link(), 1e-9);
      assertTrue(
          context.lines().stream()
              .anyMatch(line -> line.contains("takes 62.00 ms on the device, and took 60.00 by")),
          context.lines().toString());
      late.restart(program);
      assertEquals(Optional.empty(), measured(late, program, 60));
    }
  }

  @Test
  void aPlanThatMakesRunsFasterOrNoSlowerStays() {
    try (Rig rig = Rig.resident()) {
      LoweredProgram program = rig.lowering.lower(new Chain(3, false).program);
      LateRuns late = new LateRuns(Measured.ENQUEUED, events.stream(), context);
      for (double taken : new double[] {60, 59, 59.2}) {
        assertTrue(measured(late, program, taken).orElseThrow().link() < 1);
        late.restart(program);
      }
    }
  }

  /** 47 ms where 50 were planned, and 49.5 by the plan for faster operators. */
  @Test
  void aPlanForFasterOperatorsStaysThoughRunsAreSlower() {
    try (Rig rig = Rig.resident()) {
      LoweredProgram program = rig.lowering.lower(new Chain(3, false).program);
      LateRuns late = new LateRuns(Measured.REPLAYED, events.stream(), context);
      assertTrue(replayed(late, program, 50, 47, 0).orElseThrow().operator() > 0);
      late.restart(program);
      assertEquals(Optional.empty(), replayed(late, program, 50, 49.5, 0));
    }
  }

  @Test
  void correctionsOfContentionAndOperatorsCanBeTakenBack() {
    assertEquals(new Correction(1, -2e-6, -0.25), new Correction(1, 2e-6, 0.25).takenBack());
  }

  /** 60 ms replayed where 50 were planned, and 50 enqueued. */
  @Test
  void lateReplaysAreEnqueuedWhereThatIsFaster() {
    try (Rig rig = Rig.resident()) {
      LoweredProgram program = rig.lowering.lower(new Chain(3, false).program);
      LateRuns late = new LateRuns(Measured.REPLAYED, events.stream(), context);
      assertEquals(Optional.empty(), measured(late, program, 60), "enqueued runs come first");
      assertTrue(late.enqueues(program));
      assertEquals(Optional.empty(), measured(late, program, 50));
      assertTrue(late.enqueues(program));
      late.restart(program);
      assertTrue(late.enqueues(program), "another plan");
      assertEquals(30 / 40.0, measured(late, program, 60).orElseThrow().link(), 1e-9);
    }
  }

  /** 60 ms where 50 were planned. */
  @Test
  void whereNothingIsRecordedEnqueuedRunsCount() {
    try (Rig rig = Rig.resident()) {
      LoweredProgram program = rig.lowering.lower(new Chain(3, false).program);
      LateRuns late = new LateRuns(Measured.ENQUEUED, events.stream(), context);
      assertEquals(30 / 40.0, measured(late, program, 60).orElseThrow().link(), 1e-9);
      assertFalse(late.enqueues(program), "there is nothing to try");
      late.restart(program);
      assertEquals(Optional.empty(), measured(late, program, 40), "operators were enqueued, too");
    }
  }

  @Test
  void runsAreReplayedAgainWhereEnqueuingIsNotFaster() {
    try (Rig rig = Rig.resident()) {
      LoweredProgram program = rig.lowering.lower(new Chain(3, false).program);
      LateRuns late = new LateRuns(Measured.REPLAYED, events.stream(), context);
      measured(late, program, 60);
      assertTrue(late.enqueues(program));
      assertEquals(30 / 40.0, measured(late, program, 70).orElseThrow().link(), 1e-9);
      assertTrue(!late.enqueues(program));
    }
  }

  @Test
  void aTrialIsGivenUpWithThePlan() {
    try (Rig rig = Rig.resident()) {
      LoweredProgram program = rig.lowering.lower(new Chain(3, false).program);
      LateRuns late = new LateRuns(Measured.REPLAYED, events.stream(), context);
      measured(late, program, 60);
      late.restart(program);
      assertTrue(!late.enqueues(program));
      measured(late, program, 60);
      assertTrue(late.enqueues(program));
    }
  }

  /** Returns what is found when 20 ms of copies and 50 in all were planned. */
  private Optional<Correction> measured(LateRuns late, LoweredProgram program, double taken) {
    return replayed(late, program, 50, taken, 20_000_000);
  }

  @Test
  void plansAreCorrectedAFewTimesOnly() {
    try (Rig rig = Rig.resident()) {
      LoweredProgram program = rig.lowering.lower(new Chain(3, false).program);
      LateRuns late = new LateRuns(Measured.REPLAYED, events.stream(), context);
      assertEquals(Optional.empty(), replayed(late, program, 50, 60, 20_000_000), "replays");
      int corrections = 0;
      for (int plan = 0; plan < 2 * TriedCorrections.OF_LATE_RUNS; plan++) {
        corrections += replayed(late, program, 50, 60, 20_000_000).isPresent() ? 1 : 0;
        late.restart(program);
      }
      assertEquals(TriedCorrections.OF_LATE_RUNS, corrections);
    }
  }

  /** Returns the part of its rates that the link seems to have, after enough replays. */
  private double link(double planned, double taken, long bytes) {
    Optional<Correction> found = correction(planned, taken, bytes);
    assertEquals(Optional.of(0.0), found.map(Correction::operator));
    return found.orElseThrow().link();
  }

  private Optional<Correction> correction(double planned, double taken, long bytes) {
    return corrected(forecast(planned, bytes), taken, LINK);
  }

  private Optional<Correction> corrected(PlanForecast forecast, double taken, LinkRates links) {
    try (Rig rig = Rig.resident()) {
      LoweredProgram program = rig.lowering.lower(new Chain(3, false).program);
      LateRuns late = new LateRuns(Measured.REPLAYED, events.stream(), context);
      Optional<Correction> found = replayed(late, program, forecast, taken, links);
      if (late.enqueues(program)) {
        found = replayed(late, program, forecast, taken, links);
      }
      late.close();
      assertEquals(0, events.open, "events stay open");
      return found;
    }
  }

  private Optional<Correction> replayed(
      LateRuns late, LoweredProgram program, double planned, double taken, long bytes) {
    return replayed(late, program, forecast(planned, bytes), taken);
  }

  private static PlanForecast forecast(double milliseconds, long bytes) {
    return new PlanForecast(milliseconds / 1e3, 0, 0, bytes, bytes / 2, 0, 1, 1, 0);
  }

  private Optional<Correction> replayed(
      LateRuns late, LoweredProgram program, PlanForecast forecast, double taken) {
    return replayed(late, program, forecast, taken, LINK);
  }

  private Optional<Correction> replayed(
      LateRuns late, LoweredProgram program, PlanForecast forecast, double taken, LinkRates links) {
    for (int run = 1; run < MeasuredRuns.RUNS; run++) {
      late.measure(program, 0, () -> events.now += Math.round((taken + 5) * MILLISECOND));
      assertEquals(Optional.empty(), late.correction(program, forecast, links), "too few");
    }
    late.measure(program, 0, () -> events.now += Math.round(taken * MILLISECOND));
    return late.correction(program, forecast, links);
  }
}
