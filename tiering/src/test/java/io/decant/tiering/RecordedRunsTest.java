package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.memory.Footprint;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import io.decant.spi.memory.MemoryTraffic;
import io.decant.spi.memory.Plan;
import io.decant.spi.memory.Schedule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs that are recorded and replayed, copies included, do what others do. */
class RecordedRunsTest {
  private static final int PROGRAMS = Boolean.getBoolean("decant.full") ? 300 : 20;
  private static final int ALIGNMENT = 64;
  private static final int ITERATIONS = 8;

  private int recordings;
  private int replays;
  private long moved;

  @Test
  void resultsAndTrafficAreThoseOfRunsThatAreNotRecorded() {
    for (int seed = 0; seed < PROGRAMS; seed++) {
      check(seed, "hybrid", false);
      check(seed, "lru", false);
    }
    assertTrue(recordings > PROGRAMS, recordings + " recordings only");
    assertTrue(replays > 3 * PROGRAMS, replays + " replays only");
    assertTrue(moved > 0, "nothing was moved in replays");
  }

  @Test
  void whatCannotBeRecordedRunsAsEver() {
    for (int seed = 0; seed < PROGRAMS; seed++) {
      check(seed, "hybrid", true);
    }
    assertEquals(0, replays);
  }

  private void check(int seed, String planner, boolean refused) {
    RandomProgram program = new RandomProgram(seed);
    List<float[]> expected = new ArrayList<>();
    long pool;
    try (Rig rig = Rig.resident()) {
      LoweredProgram lowered = rig.lowering.lower(program.program());
      pool = pool(lowered);
      Schedule schedule = rig.manager.admit(lowered);
      program.initialiseAll(rig);
      for (int i = 0; i < ITERATIONS; i++) {
        rig.executor.run(schedule);
        expected.addAll(program.results(rig));
      }
    }
    List<RecordingDevice> devices = new ArrayList<>();
    try (Rig rig =
        new Rig(
            new TestContext(1 << 24),
            MemoryOptions.DEFAULT
                .withDeviceMemory(pool)
                .with(LargeModelSupport.AUTO)
                .withPlanner(planner),
            new TieredMemoryManagerProvider(),
            device -> {
              devices.add(new RecordingDevice(device));
              return devices.get(0);
            })) {
      RecordingDevice device = devices.get(0);
      if (refused) {
        device.refuse();
      }
      Schedule schedule = rig.admit(program.program());
      program.initialiseAll(rig);
      List<float[]> results = new ArrayList<>();
      for (int i = 0; i < ITERATIONS; i++) {
        int replaysBefore = device.replays();
        MemoryTraffic before = rig.manager.traffic();
        rig.executor.run(schedule);
        MemoryTraffic after = rig.manager.traffic().since(before);
        Plan plan = rig.tieredManager().plan(schedule);
        if (plan != null && device.replays() > replaysBefore) {
          String message = "seed " + seed + ", iteration " + i;
          assertEquals(plan.forecast().bytesIn(), after.bytesIn(), message);
          assertEquals(plan.forecast().bytesOut(), after.bytesOut(), message);
          assertEquals(plan.forecast().recomputed(), after.recomputed(), message);
          moved += after.bytesIn() + after.bytesOut();
        }
        results.addAll(program.results(rig));
      }
      RandomProgramsTest.assertSame(expected, results, "seed " + seed);
      recordings += device.recordings();
      replays += device.replays();
    }
  }

  private static long pool(LoweredProgram lowered) {
    Footprint footprint = new Footprint(ALIGNMENT);
    footprint.add(lowered);
    long smallest =
        lowered.ops().stream().mapToLong(op -> op.workingSetBytes(ALIGNMENT)).max().orElse(0);
    return Math.max(smallest, footprint.bytes() / 3) / ALIGNMENT * ALIGNMENT;
  }
}
