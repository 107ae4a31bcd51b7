package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.Plan;
import io.decant.spi.memory.Schedule;
import io.decant.spi.memory.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * On a slow link operators run again instead of having their results moved; nothing else changes.
 */
class RecomputedRunsTest {
  private static final int PROGRAMS = Boolean.getBoolean("decant.full") ? 300 : 20;
  private static final int ALIGNMENT = 64;

  @Test
  void resultsAreThoseOfARunWithoutRecomputation() {
    int recomputed = 0;
    for (int seed = 0; seed < PROGRAMS; seed++) {
      RandomProgram program = new RandomProgram(seed);
      List<float[]> expected;
      long pool;
      try (Rig rig = Rig.resident()) {
        LoweredProgram lowered = rig.lowering.lower(program.program());
        Demand demand = Demand.of(lowered, ALIGNMENT);
        pool = Math.max(2 * demand.smallest(), demand.whole() / 3);
        expected = RandomProgramsTest.run(rig, rig.manager.admit(lowered), program);
      }
      try (Rig rig =
          new Rig(
              new TestContext(1 << 24),
              MemoryOptions.DEFAULT.withDeviceMemory(pool),
              new OnSlowLink(),
              device -> device)) {
        Schedule schedule = rig.admit(program.program());
        Plan plan = rig.tieredManager().plan(schedule);
        long again = schedule.steps().stream().filter(Step.Recompute.class::isInstance).count();
        assertEquals(again, plan == null ? 0 : plan.forecast().recomputed());
        recomputed += (int) again;
        RandomProgramsTest.assertSame(
            expected, RandomProgramsTest.run(rig, schedule, program), "seed " + seed);
      }
    }
    assertTrue(recomputed > PROGRAMS / 3, recomputed + " operators only ran again");
  }
}
