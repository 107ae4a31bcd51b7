package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import io.decant.spi.memory.Plan;
import io.decant.spi.memory.Schedule;
import io.decant.tiering.tier.SmallChunks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever tiers blocks go to, results are those of a run in which every block stays. */
@Timeout(300)
class TieredProgramsTest {
  private static final int PROGRAMS = Boolean.getBoolean("decant.full") ? 200 : 12;
  private static final int RUNS = 4;
  private static final int ALIGNMENT = 64;

  private final AtomicReference<CountingDevice> device = new AtomicReference<>();

  @TempDir Path folder;

  /** What a program gives each time that it is run, which depends on the times before. */
  private record Case(
      RandomProgram program, List<List<float[]>> expected, long pool, long leaving) {}

  private static Case make(int seed, int share) {
    RandomProgram program = new RandomProgram(seed);
    try (Rig rig = Rig.resident()) {
      LoweredProgram lowered = rig.lowering.lower(program.program());
      Demand demand = Demand.of(lowered, ALIGNMENT);
      Leaving leaving = Leaving.of(List.of(lowered), lowered.blocks());
      Schedule schedule = rig.manager.admit(lowered);
      List<List<float[]>> expected = new ArrayList<>();
      for (int run = 0; run < RUNS; run++) {
        expected.add(RandomProgramsTest.run(rig, schedule, program));
      }
      return new Case(
          program, expected, Math.max(demand.smallest(), demand.whole() / share), leaving.bytes());
    }
  }

  private Rig open(String planner, long pool, long pinned, long host) {
    return open(planner, pool, pinned, host, TieredProvider.SLOT_BYTES);
  }

  private Rig open(String planner, long pool, long pinned, long host, int slotBytes) {
    MemoryOptions options =
        MemoryOptions.DEFAULT
            .with(LargeModelSupport.AUTO)
            .withPlanner(planner)
            .withDeviceMemory(pool)
            .withPinnedMemory(pinned)
            .withHostMemory(host)
            .withSpillDirectory(folder);
    return new Rig(
        new TestContext(1 << 24),
        options,
        new TieredProvider(SmallChunks.tiers(), slotBytes),
        inner -> {
          device.set(new CountingDevice(inner, 0));
          return device.get();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"lru", "hybrid"})
  void resultsDoNotDependOnTheTiers(String planner) {
    Map<String, Integer> usedBy = new TreeMap<>();
    for (int seed = 0; seed < PROGRAMS; seed++) {
      Case one = make(seed, 3);
      String message = "seed " + seed;
      try (Rig rig = open(planner, one.pool, one.leaving / 12, one.leaving / 12)) {
        Schedule schedule = rig.admit(one.program.program());
        List<float[]> actual = RandomProgramsTest.run(rig, schedule, one.program);
        RandomProgramsTest.assertSame(one.expected.get(0), actual, message);
        rig.tieredManager()
            .tierBytes()
            .forEach((tier, bytes) -> usedBy.merge(tier, bytes > 0 ? 1 : 0, Integer::sum));
        rig.manager.dismiss(schedule.program());
      }
    }
    assertEquals(List.of("file", "host", "pinned"), List.copyOf(usedBy.keySet()));
    usedBy.forEach(
        (tier, programs) ->
            assertTrue(programs > PROGRAMS / 4, tier + " was used by " + programs + " programs"));
  }

  /** Stripes are as long as a ring's buffers: blocks are cut in many where these are small. */
  @Test
  void resultsDoNotDependOnStripes() {
    int striped = 0;
    for (int seed = 0; seed < PROGRAMS; seed++) {
      Case one = make(seed, 3);
      try (Rig rig = open("hybrid", one.pool, one.leaving / 12, one.leaving / 3, 64)) {
        Schedule schedule = rig.admit(one.program.program());
        for (int run = 0; run < RUNS; run++) {
          List<float[]> actual = RandomProgramsTest.run(rig, schedule, one.program);
          String message = "seed " + seed + ", run " + run;
          RandomProgramsTest.assertSame(one.expected.get(run), actual, message);
        }
        striped += rig.tieredManager().stripedBlocks();
      }
    }
    assertTrue(striped > PROGRAMS / 2, striped + " blocks were striped");
  }

  @Test
  void nothingIsAllocatedAfterTheSecondRunOfAPlan() {
    int checked = 0;
    for (int seed = 0; seed < PROGRAMS; seed++) {
      Case one = make(seed, 2);
      try (Rig rig = open("hybrid", one.pool, one.leaving / 2, one.leaving / 6)) {
        Schedule schedule = rig.admit(one.program.program());
        one.program.initialiseAll(rig);
        checked += checkLaterRuns(rig, schedule, "seed " + seed);
      }
    }
    assertTrue(checked > 2 * PROGRAMS, checked + " runs only");
  }

  /**
   * Runs a program several times, and checks each run but the first two of a plan, which may be
   * made anew in between. Returns how many runs were checked.
   */
  private int checkLaterRuns(Rig rig, Schedule schedule, String message) {
    int checked = 0;
    int runsOfPlan = 0;
    Plan last = null;
    for (int run = 0; run < 8; run++) {
      int requests = device.get().requests();
      Map<String, Long> used = rig.tieredManager().tierBytes();
      rig.executor.run(schedule);
      Plan plan = rig.tieredManager().plan(schedule);
      runsOfPlan = plan == last ? runsOfPlan + 1 : 1;
      last = plan;
      if (plan != null && runsOfPlan > 2) {
        assertEquals(requests, device.get().requests(), message);
        assertEquals(used, rig.tieredManager().tierBytes(), message);
        checked++;
      }
    }
    return checked;
  }

  @Test
  void nothingIsLeftBehind() throws IOException {
    Case one = make(1, 4);
    try (Rig rig = open("lru", one.pool, 0, one.leaving / 4)) {
      Schedule schedule = rig.admit(one.program.program());
      RandomProgramsTest.run(rig, schedule, one.program);
      assertTrue(copyThreads() >= 2);
      assertTrue(rig.tieredManager().tierBytes().get("file") > 0);
      rig.manager.close();
      assertEquals(0, copyThreads());
      assertEquals(0, rig.hostBytes());
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void anInterruptDisturbsNoCopy() {
    Case one = make(2, 4);
    try (Rig rig = open("hybrid", one.pool, 0, 0)) {
      Schedule schedule = rig.admit(one.program.program());
      Thread.currentThread().interrupt();
      List<float[]> actual = RandomProgramsTest.run(rig, schedule, one.program);
      assertTrue(Thread.interrupted(), "the interrupt is kept for others");
      RandomProgramsTest.assertSame(one.expected.get(0), actual, "interrupted");
      assertTrue(rig.tieredManager().tierBytes().get("file") > 0);
      assertFalse(Thread.interrupted());
    }
  }

  private static long copyThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("decant-copy-"))
        .count();
  }
}
