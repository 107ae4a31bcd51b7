package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryTraffic;
import io.decant.spi.memory.Schedule;
import io.decant.spi.memory.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the pool, results are those of a run in which every block stays where it is. */
class RandomProgramsTest {
  private static final int PROGRAMS = Boolean.getBoolean("decant.full") ? 300 : 12;
  private static final int ITERATIONS = 3;
  private static final int ALIGNMENT = 64;

  @ParameterizedTest
  @ValueSource(strings = {"lru", "hybrid"})
  void resultsDoNotDependOnThePool(String planner) {
    int tight = 0;
    for (int seed = 0; seed < PROGRAMS; seed++) {
      RandomProgram program = new RandomProgram(seed);
      List<float[]> expected;
      long all;
      long smallest;
      try (Rig rig = Rig.resident()) {
        LoweredProgram lowered = rig.lowering.lower(program.program());
        Demand demand = Demand.of(lowered, ALIGNMENT);
        all = demand.whole();
        smallest = demand.smallest();
        expected = run(rig, rig.manager.admit(lowered), program);
      }
      MemoryTraffic roomy = check(program, planner, all, expected, "seed " + seed);
      assertEquals(0, roomy.bytesOut(), "nothing leaves when there is room: seed " + seed);
      long peak = roomy.peakBytes();
      for (long pool : new long[] {peak / 2, peak / 4, smallest}) {
        long bytes = Math.max(pool, smallest);
        String message = "seed " + seed + ", pool " + bytes + " of " + peak;
        MemoryTraffic traffic = check(program, planner, bytes, expected, message);
        assertTrue(traffic.peakBytes() <= bytes, message + ": " + traffic);
        if (bytes <= peak / 2) {
          tight++;
          boolean fetched = traffic.bytesIn() > roomy.bytesIn();
          boolean computedAgain = planner.equals("hybrid") && traffic.recomputed() > 0;
          assertTrue(fetched || computedAgain, message + ": " + traffic);
        }
      }
    }
    assertTrue(tight > PROGRAMS, "copies were needed in " + tight + " runs only");
  }

  @Test
  void resultsDoNotDependOnWhereBlocksAreBetweenOperators() {
    for (int seed = 0; seed < 10; seed++) {
      RandomProgram program = new RandomProgram(seed);
      List<float[]> expected;
      try (Rig rig = Rig.resident()) {
        expected = run(rig, rig.admit(program.program()), program);
      }
      try (Rig rig =
          new Rig(
              new TestContext(1 << 24),
              MemoryOptions.DEFAULT,
              new EvictEverythingProvider(),
              device -> device)) {
        assertSame(expected, run(rig, rig.admit(program.program()), program), "seed " + seed);
        assertTrue(rig.manager.traffic().bytesOut() > 0);
      }
    }
  }

  @Test
  void resultsDoNotDependOnMovesThatAScheduleAsksFor() {
    for (int seed = 0; seed < PROGRAMS; seed++) {
      RandomProgram program = new RandomProgram(seed);
      List<float[]> expected;
      try (Rig rig = Rig.resident()) {
        expected = run(rig, rig.admit(program.program()), program);
      }
      try (Rig rig = Rig.lru(1 << 24)) {
        LoweredProgram lowered = rig.admit(program.program()).program();
        Schedule moves = withMoves(lowered, new Random(seed));
        assertSame(expected, run(rig, moves, program), "seed " + seed);
        assertTrue(rig.manager.traffic().bytesIn() > 0);
        assertTrue(rig.manager.traffic().bytesOut() > 0);
      }
    }
  }

  /** Returns a schedule that sends blocks away and fetches them early, at random. */
  static Schedule withMoves(LoweredProgram lowered, Random random) {
    List<Block> blocks = List.copyOf(lowered.blocks());
    List<Block> persistent = blocks.stream().filter(Block::persistent).toList();
    List<Step> steps = new ArrayList<>();
    for (int op = 0; op < lowered.ops().size(); op++) {
      for (int i = 0; i < 3; i++) {
        Block block = blocks.get(random.nextInt(blocks.size()));
        steps.add(random.nextBoolean() ? new Step.SwapOut(block) : new Step.WriteBack(block));
      }
      steps.add(new Step.SwapIn(persistent.get(random.nextInt(persistent.size()))));
      steps.add(new Step.Compute(op));
    }
    return new Schedule(lowered, steps);
  }

  private static MemoryTraffic check(
      RandomProgram program, String planner, long pool, List<float[]> expected, String message) {
    MemoryOptions options = MemoryOptions.DEFAULT.withDeviceMemory(pool).withPlanner(planner);
    try (Rig rig = Rig.managed(1 << 24, options)) {
      Schedule schedule = rig.admit(program.program());
      assertSame(expected, run(rig, schedule, program), message);
      MemoryTraffic traffic = rig.manager.traffic();
      run(rig, schedule, program);
      run(rig, schedule, program);
      Set<Block> blocks = new HashSet<>(schedule.program().blocks());
      blocks.addAll(program.parameterBlocks());
      long bytes = blocks.stream().mapToLong(Block::bytes).sum();
      assertTrue(
          rig.hostBytes() <= bytes,
          message + ": " + rig.hostBytes() + " bytes on the host, blocks have " + bytes);
      rig.manager.dismiss(schedule.program());
      return traffic;
    }
  }

  static List<float[]> run(Rig rig, Schedule schedule, RandomProgram program) {
    program.initialise(rig);
    List<float[]> results = new ArrayList<>();
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      rig.executor.run(schedule);
      if (iteration != 1) {
        results.addAll(program.results(rig));
      } else {
        program.initialise(rig);
      }
    }
    rig.executor.synchronize();
    return results;
  }

  static void assertSame(List<float[]> expected, List<float[]> actual, String message) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(bits(expected.get(i)), bits(actual.get(i)), message + ", result " + i);
    }
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
