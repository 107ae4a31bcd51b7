package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.engine.Engine;
import io.decant.api.engine.EngineConfig;
import io.decant.api.net.NetParam;
import io.decant.api.solver.Solver;
import io.decant.api.solver.SolverBuilder;
import io.decant.proto.text.Prototxt;
import io.decant.proto.upgrade.SolverUpgrade;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.memory.DeviceMemoryExceededException;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import io.decant.spi.memory.MemoryTraffic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Where blocks are between operators makes no difference to what is learned. */
class LenetTest {
  private static final Path SOLVER =
      Path.of("target/test-classes/io/decant/tiering/lenet.prototxt");
  private static final int ITERATIONS = 3;

  /** Bits of every weight after training, and what was moved. */
  private record Training(List<int[]> weights, MemoryTraffic traffic) {}

  @Test
  void movingEveryBlockToTheHostAfterEveryOperatorChangesNoWeight() {
    Training resident = train(MemoryOptions.DEFAULT, true);
    for (boolean retainAll : new boolean[] {true, false}) {
      Training evicted =
          EvictEverythingProvider.during(() -> train(MemoryOptions.DEFAULT, retainAll));
      assertTrue(evicted.traffic.bytesOut() > 10_000_000, evicted.traffic + "");
      assertSame(resident, evicted);
    }
  }

  @Test
  void aSmallPoolChangesNoWeight() {
    Training resident = train(MemoryOptions.DEFAULT, false);
    assertEquals(0, resident.traffic.bytesOut());
    MemoryOptions auto = MemoryOptions.DEFAULT.with(LargeModelSupport.AUTO);
    // Each refusal names what its program needs: the pass first, then the update.
    long bytes = 1000;
    int refusals = 0;
    Training small = null;
    while (small == null) {
      try {
        small = train(auto.withDeviceMemory(bytes), false);
      } catch (DeviceMemoryExceededException e) {
        assertTrue(e.neededBytes() > bytes && e.limitBytes() <= bytes, e.getMessage());
        bytes = e.neededBytes();
        refusals++;
      }
    }
    assertEquals(2, refusals);
    assertTrue(small.traffic.bytesOut() > 0, small.traffic + "");
    assertTrue(small.traffic.peakBytes() <= bytes, small.traffic + "");
    assertSame(resident, small);
  }

  private static Training train(MemoryOptions memory, boolean retainAll) {
    TestContext context = new TestContext(memory.deviceMemory().orElse(1L << 30));
    EngineConfig config =
        new EngineConfig(Rig.cpu(), 0, context, memory, PrepareOptions.DEFAULT, operator -> {});
    try (Engine engine = Engine.open(config);
        Solver solver = solver(engine, retainAll)) {
      Random random = new Random(5);
      for (int iteration = 0; iteration < ITERATIONS; iteration++) {
        solver.net().blob("data").setData(numbers(8 * 28 * 28, random, 1));
        solver.net().blob("label").setData(numbers(8, random, 10));
        solver.step(1);
      }
      List<int[]> weights = new ArrayList<>();
      for (NetParam param : solver.net().parameters()) {
        weights.add(bits(solver.net().blob(param).data()));
      }
      return new Training(weights, engine.memoryManager().traffic());
    }
  }

  private static Solver solver(Engine engine, boolean retainAll) {
    SolverBuilder builder =
        Solver.builder(
            engine, SolverUpgrade.upgrade(Prototxt.parseSolver(SOLVER), SOLVER, line -> {}));
    return (retainAll ? builder : builder.retainOutputsOnly()).build();
  }

  /** Returns integers below {@code limit}, or fractions when that is 1. */
  private static float[] numbers(int count, Random random, int limit) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = limit == 1 ? random.nextFloat() : random.nextInt(limit);
    }
    return numbers;
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      assertTrue(Float.isFinite(values[i]));
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }

  private static void assertSame(Training expected, Training actual) {
    assertEquals(8, expected.weights.size());
    assertEquals(expected.weights.size(), actual.weights.size());
    for (int i = 0; i < expected.weights.size(); i++) {
      assertArrayEquals(expected.weights.get(i), actual.weights.get(i), "parameter " + i);
    }
  }
}
