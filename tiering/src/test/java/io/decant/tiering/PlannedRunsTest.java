package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryTraffic;
import io.decant.spi.memory.Plan;
import io.decant.spi.memory.Schedule;
import org.junit.jupiter.api.Test;

/** A run follows its plan: it moves the bytes that were planned, and none on demand. */
class PlannedRunsTest {
  private static final int PROGRAMS = Boolean.getBoolean("decant.full") ? 300 : 20;
  private static final double[] SHARES = {1, 0.6, 0.4, 0.3};
  private static final int ALIGNMENT = 64;

  private int planned;
  private int tiled;
  private int moving;

  @Test
  void whatIsMovedIsWhatWasPlanned() {
    for (int seed = 0; seed < PROGRAMS; seed++) {
      RandomProgram program = new RandomProgram(seed);
      for (double share : SHARES) {
        long pool = pool(program, share);
        check(program, pool, pool, "seed " + seed + ", pool " + pool);
        check(program, pool, pool / 3, "seed " + seed + ", pool " + pool + ", a third at once");
      }
    }
    assertTrue(tiled > PROGRAMS, tiled + " plans with tiles only");
    assertTrue(planned > 3 * PROGRAMS, planned + " plans only");
    assertTrue(moving > PROGRAMS, moving + " plans with moves only");
  }

  private void check(RandomProgram program, long pool, long atOnce, String message) {
    MemoryOptions options = MemoryOptions.DEFAULT.withDeviceMemory(pool);
    try (Rig rig = Rig.managed(1 << 24, options)) {
      Schedule schedule = rig.admitTiled(program.program(), atOnce);
      Plan plan = rig.tieredManager().plan(schedule);
      if (plan == null) {
        return;
      }
      planned++;
      tiled += schedule.program().isTiled() ? 1 : 0;
      moving += plan.forecast().bytesOut() > 0 ? 1 : 0;
      program.initialiseAll(rig);
      for (int i = 0; i < 2; i++) {
        rig.executor.run(schedule);
      }
      MemoryTraffic before = rig.manager.traffic();
      rig.executor.run(schedule);
      MemoryTraffic after = rig.manager.traffic();
      assertEquals(plan.forecast().bytesIn(), after.bytesIn() - before.bytesIn(), message);
      assertEquals(plan.forecast().bytesOut(), after.bytesOut() - before.bytesOut(), message);
      assertTrue(after.peakBytes() <= plan.forecast().peakBytes(), message);
    }
  }

  private static long pool(RandomProgram program, double share) {
    try (Rig rig = Rig.resident()) {
      Demand demand = Demand.of(rig.lowering.lower(program.program()), ALIGNMENT);
      return Math.max(demand.smallest(), (long) (share * demand.whole())) / ALIGNMENT * ALIGNMENT;
    }
  }
}
