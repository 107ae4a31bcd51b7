package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where blocks are between operators makes no difference to what is learned. */
class LenetTest {
  private static final Path SOLVER =
      Path.of("target/test-classes/io/decant/tiering/lenet.prototxt");
  private static final int ITERATIONS = 3;
  private static final MemoryOptions AUTO = MemoryOptions.DEFAULT.with(LargeModelSupport.AUTO);

  /** Bits of every weight after training, what was moved, and what was said. */
  private record Training(List<int[]> weights, MemoryTraffic traffic, List<String> lines) {}

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
    long bytes = 5_000_000;
    Training small = train(AUTO.withDeviceMemory(bytes), false);
    assertEquals(0, small.traffic.tiles(), "each operator fits");
    assertTrue(small.traffic.bytesOut() > 0, small.traffic + "");
    assertTrue(small.traffic.peakBytes() <= bytes, small.traffic + "");
    assertSame(resident, small);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lru", "hybrid"})
  void aLayerOfFourTimesThePoolTrainsInTiles(String planner) {
    // The update of the inner product holds weights, gradient and history of 1.6 MB each.
    trainsInTiles(1_200_000, planner);
  }

  @Test
  void aTwentiethOfAllBlocksIsEnough() {
    long all = train(MemoryOptions.DEFAULT, false).traffic.peakBytes();
    trainsInTiles(all / 20, MemoryOptions.DEFAULT_PLANNER);
  }

  private static void trainsInTiles(long bytes, String planner) {
    MemoryOptions auto = AUTO.withPlanner(planner);
    Training tight = train(auto.withDeviceMemory(bytes), false);
    assertTrue(tight.traffic.tiles() > 10 * ITERATIONS, tight.traffic + "");
    assertTrue(tight.traffic.peakBytes() <= bytes, tight.traffic + "");
    List<String> said = tight.lines.stream().filter(line -> line.contains("tiles along")).toList();
    assertTrue(said.stream().anyMatch(line -> line.contains("layer 'ip1'")), said + "");
    assertEquals(said.size(), Set.copyOf(said).size(), "each is said once");
    Training roomy = ForcedCapacityProvider.during(bytes, () -> train(auto, false));
    assertEquals(tight.traffic.tiles(), roomy.traffic.tiles());
    assertSame(roomy, tight);
    assertNear(train(MemoryOptions.DEFAULT, false), tight);
  }

  @Test
  void aPoolTooSmallForAnyTileIsRefused() {
    DeviceMemoryExceededException refused =
        assertThrows(
            DeviceMemoryExceededException.class, () -> train(AUTO.withDeviceMemory(256), false));
    assertTrue(refused.neededBytes() > 256 && refused.limitBytes() <= 256, refused.getMessage());
    assertTrue(refused.getMessage().contains("--device_memory"), refused.getMessage());
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
      return new Training(weights, engine.memoryManager().traffic(), context.lines());
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

  /** Sums over tiles are rounded otherwise, here and there, and nothing else differs. */
  private static void assertNear(Training expected, Training actual) {
    assertEquals(8, expected.weights.size());
    for (int i = 0; i < expected.weights.size(); i++) {
      int[] wanted = expected.weights.get(i);
      for (int j = 0; j < wanted.length; j++) {
        float weight = Float.intBitsToFloat(wanted[j]);
        float got = Float.intBitsToFloat(actual.weights.get(i)[j]);
        assertEquals(weight, got, 1e-5 + 1e-4 * Math.abs(weight), "parameter " + i);
      }
    }
  }

  private static void assertSame(Training expected, Training actual) {
    assertEquals(8, expected.weights.size());
    assertEquals(expected.weights.size(), actual.weights.size());
    for (int i = 0; i < expected.weights.size(); i++) {
      assertArrayEquals(expected.weights.get(i), actual.weights.get(i), "parameter " + i);
    }
  }
}
