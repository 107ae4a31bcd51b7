package io.decant.conformance.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.backend.cpu.CpuBackendProvider;
import io.decant.conformance.wrapper.HappensBefore;
import io.decant.conformance.wrapper.Poison;
import io.decant.conformance.wrapper.WrappingProvider;
import io.decant.spi.memory.MemoryOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Training on wrapped devices: no races, and nothing looks at what is undefined. */
class WrappedTrainingTest {
  private static final boolean FULL = Boolean.getBoolean("decant.full");
  private static final MemoryOptions RESIDENT = MemoryOptions.DEFAULT;

  @ParameterizedTest
  @ValueSource(strings = {"lenet", "relatives", "filtered", "residual"})
  void trainingHasNoRaces(String net) {
    HappensBefore detector = new HappensBefore();
    Map<String, float[]> watched =
        TrainingRun.weights(
            net, new WrappingProvider(new CpuBackendProvider(), () -> detector), RESIDENT);
    assertEquals(List.of(), detector.violations());
    assertTrue(detector.operations() > 100, "only " + detector.operations() + " operations");
    assertSameBits(TrainingRun.weights(net, new CpuBackendProvider(), RESIDENT), watched);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lenet", "relatives", "filtered", "residual"})
  void poisonChangesNoWeight(String net) {
    Poison poison = new Poison();
    Map<String, float[]> poisoned =
        TrainingRun.weights(
            net, new WrappingProvider(new CpuBackendProvider(), () -> poison), RESIDENT);
    assertTrue(poison.poisonedBytes() > 1_000_000, "only " + poison.poisonedBytes() + " bytes");
    assertSameBits(TrainingRun.weights(net, new CpuBackendProvider(), RESIDENT), poisoned);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lenet", "relatives", "filtered", "residual"})
  void poisonInDeadBlocksChangesNoWeight(String net) {
    Map<String, float[]> poisoned =
        PoisonedMemoryProvider.during(
            () -> TrainingRun.weights(net, new CpuBackendProvider(), RESIDENT));
    long blocks = PoisonedMemoryProvider.poisonedBlocks();
    assertTrue(blocks > 10, "only " + blocks + " blocks died");
    assertSameBits(TrainingRun.weights(net, new CpuBackendProvider(), RESIDENT), poisoned);
  }

  @ParameterizedTest
  @CsvSource({"lenet, 5000000", "relatives, 180000", "filtered, 330000", "residual, 550000"})
  void movingBlocksHasNoRacesAndChangesNoWeight(String net, long deviceMemory) {
    MemoryOptions capped = capped(deviceMemory);
    HappensBefore detector = new HappensBefore();
    TrainingRun watched =
        TrainingRun.of(net, new WrappingProvider(new CpuBackendProvider(), () -> detector), capped);
    assertEquals(List.of(), detector.violations());
    assertTrue(watched.traffic().bytesOut() > 0, () -> "nothing moved: " + watched.traffic());
    Map<String, float[]> resident = TrainingRun.weights(net, new CpuBackendProvider(), RESIDENT);
    assertSameBits(resident, watched.weights());
    assertSameBits(
        resident,
        TrainingRun.weights(
            net, new WrappingProvider(new CpuBackendProvider(), Poison::new), capped));
    assertSameBits(
        resident,
        PoisonedMemoryProvider.during(
            () -> TrainingRun.weights(net, new CpuBackendProvider(), capped)));
  }

  /** The less memory, the more tiles there are to plan: with -Pfull, thousands. */
  @ParameterizedTest
  @CsvSource({"lenet, 5000000", "relatives, 180000", "residual, 550000"})
  void whatIsReadAndChangedWhileItIsCopiedHasNoRaces(String net, long deviceMemory) {
    MemoryOptions capped = capped(deviceMemory);
    HappensBefore detector = new HappensBefore();
    TrainingRun watched =
        TrainingRun.of(
            net,
            new WrappingProvider(new CpuBackendProvider(), () -> detector),
            capped.withPlanner(WriteBackPlannerProvider.NAME));
    assertEquals(List.of(), detector.violations());
    TrainingRun onDemand = TrainingRun.of(net, new CpuBackendProvider(), capped.withPlanner("lru"));
    assertTrue(
        watched.traffic().bytesOut() > 1.1 * onDemand.traffic().bytesOut(),
        () -> watched.traffic() + " after " + onDemand.traffic());
    assertSameBits(onDemand.weights(), watched.weights());
  }

  @ParameterizedTest
  @CsvSource({
    "lenet, 1700000, 1200000, lru",
    "lenet, 1700000, 1200000, hybrid",
    "relatives, 110000, 30000, hybrid",
    "residual, 300000, 30000, hybrid"
  })
  void tilesHaveNoRacesAndReadNothingUndefined(
      String net, long deviceMemory, long least, String planner) {
    MemoryOptions capped = capped(FULL ? least : deviceMemory).withPlanner(planner);
    HappensBefore detector = new HappensBefore();
    TrainingRun watched =
        TrainingRun.of(net, new WrappingProvider(new CpuBackendProvider(), () -> detector), capped);
    assertEquals(List.of(), detector.violations());
    assertTrue(watched.traffic().tiles() > 100, () -> "few tiles: " + watched.traffic());
    assertSameBits(
        watched.weights(),
        TrainingRun.weights(
            net, new WrappingProvider(new CpuBackendProvider(), Poison::new), capped));
    assertSameBits(
        watched.weights(),
        PoisonedMemoryProvider.during(
            () -> TrainingRun.weights(net, new CpuBackendProvider(), capped)));
  }

  private static MemoryOptions capped(long deviceMemory) {
    return MemoryOptions.DEFAULT
        .withDeviceMemory(deviceMemory)
        .with(MemoryOptions.LargeModelSupport.AUTO);
  }

  private static void assertSameBits(Map<String, float[]> expected, Map<String, float[]> actual) {
    assertFalse(expected.isEmpty());
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach(
        (name, weights) -> assertArrayEquals(bits(weights), bits(actual.get(name)), name));
  }

  private static int[] bits(float[] numbers) {
    int[] bits = new int[numbers.length];
    for (int i = 0; i < bits.length; i++) {
      assertTrue(Float.isFinite(numbers[i]), "a weight is " + numbers[i]);
      bits[i] = Float.floatToRawIntBits(numbers[i]);
    }
    return bits;
  }
}
