package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.memory.Direction;
import io.decant.spi.memory.HostOp;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.MemoryManagerProvider;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import io.decant.spi.memory.MemoryTraffic;
import io.decant.spi.memory.Plan;
import io.decant.spi.memory.Program;
import io.decant.spi.memory.ProgramBuilder;
import io.decant.spi.memory.Schedule;
import io.decant.spi.memory.Step;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Operand;
import io.decant.spi.op.Unary;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs that are recorded and replayed, copies included, do what others do. */
class RecordedRunsTest {
  private static final int PROGRAMS = Boolean.getBoolean("decant.full") ? 300 : 20;
  private static final int ALIGNMENT = 64;
  private static final int ITERATIONS = 8;

  /** Runs behind which no plan is made for a long time: measurements and corrections are over. */
  private static final int SETTLED =
      25
          + (TriedCorrections.OF_LATE_RUNS + TriedCorrections.SHORTENINGS + 2)
              * (MeasuredRuns.RUNS + 4);

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

  @Test
  void aRunIsOneReplayWhereverTheHostWrites() {
    Tensor x = Chain.tensor("x", false);
    Tensor sum = Chain.tensor("sum", true);
    Program program = fedChain(x, sum);
    List<RecordingDevice> devices = new ArrayList<>();
    try (Rig rig = recording(64 * Chain.BYTES, "hybrid", devices)) {
      RecordingDevice device = devices.get(0);
      Schedule schedule = rig.admit(program);
      rig.write(program.region(sum), Chain.filled(0));
      int before = SETTLED;
      for (int i = 0; i < before; i++) {
        rig.executor.run(schedule);
      }
      int recordingsBefore = device.recordings();
      int replaysBefore = device.replays();
      int eventsBefore = device.events();
      rig.executor.run(schedule);
      assertEquals(recordingsBefore, device.recordings(), "nothing is recorded twice");
      assertEquals(1, device.replays() - replaysBefore);
      // behind each upload, and behind the replay and what it has freed
      assertEquals(3, device.events() - eventsBefore);
      // in two parts, the host writes at its place in the second one
      int half = program.ops().size() / 2;
      rig.executor.run(schedule, 0, half);
      rig.executor.run(schedule, half, program.ops().size());
      assertEquals(
          (before + 2) * (1 + 7 * 3 + 6 * 7 / 2f), rig.read(program.region(sum))[0], "the sum");
    }
  }

  /** Parameters that are not on the device between runs are copied behind what the host writes. */
  @Test
  void copiesAheadDoNotDivideARun() {
    ProgramBuilder builder = new ProgramBuilder("weighted");
    builder.enter("data", Direction.FORWARD);
    List<Tensor> weights = new ArrayList<>();
    Tensor x = Chain.tensor("x", false);
    builder.emit(writes("source", 3), x);
    Tensor sum = Chain.tensor("sum", true);
    for (int i = 0; i < 6; i++) {
      builder.enter("layer" + i, Direction.FORWARD);
      weights.add(Chain.tensor("w" + i, true));
      builder.emit(new Binary(BinaryFunction.ADD, Chain.COUNT), sum, weights.get(i), sum);
    }
    builder.emit(new Binary(BinaryFunction.ADD, Chain.COUNT), sum, x, sum);
    Program program = builder.build();
    List<RecordingDevice> devices = new ArrayList<>();
    try (Rig rig = recording(4 * Chain.BYTES, "hybrid", devices, new OnSlowLink())) {
      Schedule schedule = rig.admit(program);
      rig.write(program.region(sum), Chain.filled(0));
      weights.forEach(weight -> rig.write(program.region(weight), Chain.filled(1)));
      for (int i = 0; i < ITERATIONS; i++) {
        rig.executor.run(schedule);
      }
      int before = devices.get(0).replays();
      long in = rig.manager.traffic().bytesIn();
      rig.executor.run(schedule);
      assertTrue(rig.manager.traffic().bytesIn() > in, "nothing was copied");
      assertEquals(1, devices.get(0).replays() - before);
      List<Step> steps = schedule.steps();
      int copy = steps.indexOf(firstSwapIn(steps));
      assertTrue(steps.indexOf(new Step.Compute(0)) < copy, steps.toString());
      assertEquals((ITERATIONS + 1) * 9f, rig.read(program.region(sum))[0], "the sum");
    }
  }

  private static Step firstSwapIn(List<Step> steps) {
    return steps.stream().filter(Step.SwapIn.class::isInstance).findFirst().orElseThrow();
  }

  /**
   * Returns a program whose host writes 3s to x, which go through a chain and its sum, half of it
   * scaled by what the host writes in the middle.
   */
  private static Program fedChain(Tensor x, Tensor sum) {
    ProgramBuilder builder = new ProgramBuilder("fed");
    builder.enter("data", Direction.FORWARD);
    builder.emit(writes("source", 3), x);
    List<Tensor> chain = new ArrayList<>(List.of(x));
    for (int i = 1; i <= 6; i++) {
      builder.enter("layer" + i, Direction.FORWARD);
      Tensor next = Chain.tensor("a" + i, false);
      builder.emit(new Unary(Unary.Function.AFFINE, Chain.COUNT, 1, 1), chain.get(i - 1), next);
      chain.add(next);
    }
    Tensor rate = Chain.tensor("rate", false);
    builder.enter("update", Direction.UPDATE);
    builder.emit(writes("rate", 1), rate);
    builder.emit(new Binary(BinaryFunction.ADD, Chain.COUNT), sum, rate, sum);
    for (int i = 6; i >= 0; i--) {
      builder.enter("layer" + i, Direction.BACKWARD);
      builder.emit(new Binary(BinaryFunction.ADD, Chain.COUNT), sum, chain.get(i), sum);
    }
    return builder.build();
  }

  private static HostOp writes(String name, float value) {
    return new HostOp(
        name,
        List.of(Operand.write(name, Chain.COUNT)),
        operands -> operands.get(0).floats().put(Chain.filled(value)));
  }

  private static Rig recording(long pool, String planner, List<RecordingDevice> devices) {
    return recording(pool, planner, devices, new TieredMemoryManagerProvider());
  }

  private static Rig recording(
      long pool, String planner, List<RecordingDevice> devices, MemoryManagerProvider managers) {
    return new Rig(
        new TestContext(1 << 24),
        MemoryOptions.DEFAULT
            .withDeviceMemory(pool)
            .with(LargeModelSupport.AUTO)
            .withPlanner(planner),
        managers,
        device -> {
          devices.add(new RecordingDevice(device));
          return devices.get(0);
        });
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
    try (Rig rig = recording(pool, planner, devices)) {
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
    Demand demand = Demand.of(lowered, ALIGNMENT);
    return Math.max(demand.smallest(), demand.whole() / 3) / ALIGNMENT * ALIGNMENT;
  }
}
