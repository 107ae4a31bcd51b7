package io.decant.tiering;

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
import io.decant.tiering.plan.HybridPlanner;
import io.decant.tiering.plan.HybridTuning;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where a better plan sends fewer blocks away, what the others had below the device is free. */
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
        for (int run = 0; run < 6; run++) {
          program.initialise(rig);
          rig.executor.run(schedule);
        }
        rig.executor.synchronize();
        assertTrue(swaps.plans > 1, "measured times lead to another plan");
        after += rig.hostBytes();
      }
    }
    assertTrue(after < before, after + " bytes after " + before);
  }

  private static Rig rig(RandomProgram program, SwapsAtFirst swaps) {
    try (Rig rig = Rig.resident()) {
      LoweredProgram lowered = rig.lowering.lower(program.program());
      Footprint footprint = new Footprint(ALIGNMENT);
      footprint.add(lowered);
      long smallest =
          lowered.ops().stream().mapToLong(op -> op.workingSetBytes(ALIGNMENT)).max().orElse(0);
      long pool = Math.max(2 * smallest, footprint.bytes() / 3);
      return new Rig(
          new TestContext(1 << 24),
          MemoryOptions.DEFAULT.withDeviceMemory(pool),
          swaps,
          device -> device);
    }
  }

  /** Its first plans only swap; later ones compute whatever they can again. */
  private static final class SwapsAtFirst implements MemoryManagerProvider, Planner {
    private final Planner first = new HybridPlanner(LargeModelSupport.AUTO, HybridTuning.SWAP_ONLY);
    private final Planner later = new HybridPlanner(LargeModelSupport.AUTO);
    private int plans;

    @Override
    public String name() {
      return "swaps at first";
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
      plans++;
      return plans == 1
          ? first.plan(request)
          : later.plan(
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
      return first.managed(programs, memoryBytes);
    }
  }
}
