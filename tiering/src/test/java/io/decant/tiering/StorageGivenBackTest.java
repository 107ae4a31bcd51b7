package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import io.decant.spi.memory.Plan;
import io.decant.spi.memory.PlanRequest;
import io.decant.spi.memory.Planner;
import io.decant.spi.memory.Schedule;
import io.decant.tiering.plan.HybridPlanner;
import io.decant.tiering.plan.HybridTuning;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Where a better plan sends fewer blocks away, what the others had below the device is free, but
 * for what no operator ever brings to the device.
 */
class StorageGivenBackTest {
  private static final int ALIGNMENT = 64;
  private static final int PROGRAMS = 12;

  @Test
  void aNewPlanGivesBackTheStorageOfWhatItKeeps() {
    long before = 0;
    long after = 0;
    for (int seed = 0; seed < PROGRAMS; seed++) {
      RandomProgram program = new RandomProgram(seed);
      SwapsAtFirst swaps = new SwapsAtFirst();
      try (Rig rig = rig(program, swaps)) {
        Schedule schedule = rig.admit(program.program());
        program.initialise(rig);
        rig.executor.run(schedule);
        rig.executor.synchronize();
        before += rig.hostBytes();
        for (int run = 0; run < 8; run++) {
          rig.executor.run(schedule);
        }
        rig.executor.synchronize();
        assertTrue(swaps.plans > 1, "measured times lead to another plan");
        after += rig.hostBytes();
        long unused =
            program.parameterBlocks().stream()
                .skip(1)
                .filter(block -> !schedule.program().blocks().contains(block))
                .mapToLong(Block::bytes)
                .sum();
        assertEquals(swaps.leaving + unused, rig.hostBytes(), "seed " + seed);
      }
    }
    assertTrue(after < before, after + " bytes after " + before);
  }

  private static Rig rig(RandomProgram program, SwapsAtFirst swaps) {
    try (Rig rig = Rig.resident()) {
      Demand demand = Demand.of(rig.lowering.lower(program.program()), ALIGNMENT);
      long pool = Math.max(2 * demand.smallest(), demand.whole() / 3);
      return new Rig(
          new TestContext(1 << 24),
          MemoryOptions.DEFAULT.withDeviceMemory(pool),
          swaps,
          device -> device);
    }
  }

  /** Its first plans only swap; later ones compute whatever they can again. */
  private static final class SwapsAtFirst extends OnSlowLink {
    private final Planner first = new HybridPlanner(LargeModelSupport.AUTO, HybridTuning.SWAP_ONLY);
    private int plans;
    private long leaving;

    @Override
    public Optional<List<Plan>> plan(PlanRequest request) {
      plans++;
      Optional<List<Plan>> made = plans == 1 ? first.plan(request) : super.plan(request);
      leaving =
          PlannedMoves.of(request.programs(), made.orElseThrow(), request.times())
              .fastestFirst()
              .stream()
              .mapToLong(moved -> moved.block().bytes())
              .sum();
      return made;
    }
  }
}
