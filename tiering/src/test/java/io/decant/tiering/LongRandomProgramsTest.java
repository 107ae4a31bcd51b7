package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockAccess;
import io.decant.spi.memory.LoweredOp;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.Schedule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Programs of up to 300 operators, most of them in pools under half of what they have alive. A few
 * run often enough to be planned again from measured times, for which addresses are searched.
 */
class LongRandomProgramsTest {
  private static final int PROGRAMS = Boolean.getBoolean("decant.full") ? 10_000 : 10;
  private static final int ALIGNMENT = 64;
  private static final int ONE_PLANNED_AGAIN_OF = Boolean.getBoolean("decant.full") ? 50 : 5;

  private int tight;
  private int planned;

  @Test
  void resultsAreThoseOfARunInWhichNothingMoves() {
    for (int seed = 1; seed <= PROGRAMS; seed++) {
      check(seed);
    }
    assertTrue(tight >= 0.9 * PROGRAMS, tight + " pools only were tight");
    assertTrue(planned >= 0.99 * PROGRAMS, planned + " programs only were planned");
  }

  private void check(int seed) {
    RandomProgram program = new RandomProgram(seed, 20, 300);
    List<float[]> expected;
    long live;
    long smallest;
    try (Rig rig = Rig.resident()) {
      LoweredProgram lowered = rig.lowering.lower(program.program());
      live = liveBytes(lowered);
      smallest =
          lowered.ops().stream().mapToLong(op -> op.workingSetBytes(ALIGNMENT)).max().orElse(0);
      expected = run(rig, rig.manager.admit(lowered), program, seed);
    }
    double share = seed % 100 == 0 ? 1 : 0.2 + 0.29 * (seed % 10) / 9;
    long pool = Math.max(smallest, (long) (share * live));
    String message = "seed " + seed + ", pool " + pool + " of " + live;
    tight += pool < live / 2 ? 1 : 0;
    MemoryOptions options = MemoryOptions.DEFAULT.withDeviceMemory(pool);
    try (Rig rig = Rig.managed(1 << 24, options)) {
      Schedule schedule = rig.admit(program.program());
      planned += rig.tieredManager().plan(schedule) == null ? 0 : 1;
      RandomProgramsTest.assertSame(expected, run(rig, schedule, program, seed), message);
      assertTrue(rig.manager.traffic().peakBytes() <= pool, message);
      assertTrue(pool >= live / 2 || rig.manager.traffic().bytesOut() > 0, message);
    }
  }

  private static List<float[]> run(Rig rig, Schedule schedule, RandomProgram program, int seed) {
    List<float[]> results = new ArrayList<>(RandomProgramsTest.run(rig, schedule, program));
    if (seed % ONE_PLANNED_AGAIN_OF == 0) {
      results.addAll(RandomProgramsTest.run(rig, schedule, program));
    }
    return results;
  }

  /** Returns the most bytes that are alive at once. */
  private static long liveBytes(LoweredProgram program) {
    Set<Block> alive = new HashSet<>();
    long bytes = 0;
    for (Block block : program.blocks()) {
      bytes += block.persistent() && alive.add(block) ? aligned(block) : 0;
    }
    long most = bytes;
    for (LoweredOp op : program.ops()) {
      for (BlockAccess access : op.accesses()) {
        bytes += alive.add(access.block()) ? aligned(access.block()) : 0;
      }
      most = Math.max(most, bytes);
      for (BlockAccess access : op.accesses()) {
        bytes -= access.dead() && alive.remove(access.block()) ? aligned(access.block()) : 0;
      }
    }
    return most;
  }

  private static long aligned(Block block) {
    return block.alignedBytes(ALIGNMENT);
  }
}
