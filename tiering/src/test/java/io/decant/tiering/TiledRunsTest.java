package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryTraffic;
import io.decant.spi.memory.PoolCapacity;
import io.decant.spi.memory.Schedule;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators whose blocks exceed the pool run in tiles, and give what they give in one piece. */
class TiledRunsTest {
  private static final int PROGRAMS = Boolean.getBoolean("decant.full") ? 300 : 6;
  private static final int ALIGNMENT = 64;

  @ParameterizedTest
  @ValueSource(strings = {"lru", "hybrid"})
  void resultsDependOnTheTilesAndNotOnThePool(String planner) {
    int tiled = 0;
    for (int seed = 0; seed < PROGRAMS; seed++) {
      RandomProgram program = new RandomProgram(seed);
      List<float[]> untiled;
      long largest;
      try (Rig rig = Rig.resident()) {
        LoweredProgram lowered = rig.lowering.lower(program.program());
        largest =
            lowered.ops().stream().mapToLong(op -> op.workingSetBytes(ALIGNMENT)).max().orElse(0);
        untiled = RandomProgramsTest.run(rig, rig.manager.admit(lowered), program);
      }
      for (int share : new int[] {2, 5}) {
        long limit = Math.max(512, largest / share / ALIGNMENT * ALIGNMENT);
        if (limit >= largest || exceeds(program, limit)) {
          continue;
        }
        tiled++;
        String message = "seed " + seed + ", limit " + limit + " of " + largest;
        List<float[]> roomy = check(program, planner, 1 << 24, limit, message);
        assertNear(untiled, roomy, message);
        List<float[]> tight = check(program, planner, limit, limit, message);
        RandomProgramsTest.assertSame(roomy, tight, message);
      }
    }
    assertTrue(tiled > PROGRAMS, "only " + tiled + " programs were cut");
  }

  /** Returns whether some operator cannot be cut far enough: a row of a softmax is one piece. */
  private static boolean exceeds(RandomProgram program, long limit) {
    PoolCapacity capacity = new PoolCapacity(List.of(limit), ALIGNMENT);
    try (Rig rig = Rig.resident()) {
      return rig.lowering.lower(program.program(), capacity).ops().stream()
              .filter(op -> !capacity.holds(op))
              .peek(op -> assertEquals("Reduce", op.op().spec().name()))
              .count()
          > 0;
    }
  }

  private static List<float[]> check(
      RandomProgram program, String planner, long pool, long limit, String message) {
    MemoryOptions options = MemoryOptions.DEFAULT.withDeviceMemory(pool).withPlanner(planner);
    try (Rig rig = Rig.managed(1 << 24, options)) {
      Schedule schedule = rig.admitTiled(program.program(), limit);
      long tiles = schedule.program().ops().stream().filter(op -> !op.parents().isEmpty()).count();
      assertTrue(tiles > 0, message + ": nothing is cut");
      List<float[]> results = RandomProgramsTest.run(rig, schedule, program);
      MemoryTraffic traffic = rig.manager.traffic();
      long onDevice =
          schedule.program().ops().stream()
              .filter(op -> !op.parents().isEmpty() && !op.isOnHost())
              .count();
      assertEquals(3 * onDevice, traffic.tiles(), message);
      assertTrue(traffic.peakBytes() <= pool, message + ": " + traffic);
      rig.manager.dismiss(schedule.program());
      return results;
    }
  }

  private static void assertNear(List<float[]> expected, List<float[]> actual, String message) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      for (int j = 0; j < expected.get(i).length; j++) {
        float wanted = expected.get(i)[j];
        assertEquals(wanted, actual.get(i)[j], 1e-4 * Math.max(1, Math.abs(wanted)), message);
      }
    }
  }
}
