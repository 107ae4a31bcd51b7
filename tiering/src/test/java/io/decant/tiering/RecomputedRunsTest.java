package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.Footprint;
import io.decant.spi.memory.LinkRates;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.MemoryContext;
import io.decant.spi.memory.MemoryManager;
import io.decant.spi.memory.MemoryManagerProvider;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import io.decant.spi.memory.Plan;
import io.decant.spi.memory.PlanRequest;
import io.decant.spi.memory.Planner;
import io.decant.spi.memory.Schedule;
import io.decant.spi.memory.Step;
import io.decant.tiering.plan.HybridPlanner;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
        Footprint footprint = new Footprint(ALIGNMENT);
        footprint.add(lowered);
        long smallest =
            lowered.ops().stream().mapToLong(op -> op.workingSetBytes(ALIGNMENT)).max().orElse(0);
        pool = Math.max(2 * smallest, footprint.bytes() / 3);
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

  /** Plans as if the link were slow. */
  private static final class OnSlowLink implements MemoryManagerProvider, Planner {
    private final Planner hybrid = new HybridPlanner(LargeModelSupport.AUTO);

    @Override
    public String name() {
      return "slow";
    }

    @Override
    public boolean serves(MemoryOptions options) {
      return false;
    }

    @Override
    public MemoryManager open(MemoryContext context) {
      return new TieredMemoryManager(context, this);
    }

    @Override
    public Optional<List<Plan>> plan(PlanRequest request) {
      return hybrid.plan(
          new PlanRequest(
              request.programs(),
              request.slabs(),
              request.alignment(),
              new LinkRates(1e6, 1e6),
              request.times(),
              request.memoryBytes()));
    }

    @Override
    public Set<Block> managed(List<LoweredProgram> programs, long memoryBytes) {
      return hybrid.managed(programs, memoryBytes);
    }
  }
}
