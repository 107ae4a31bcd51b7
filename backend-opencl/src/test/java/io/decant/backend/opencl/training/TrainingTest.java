package io.decant.backend.opencl.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.backend.cpu.CpuBackendProvider;
import io.decant.backend.opencl.OpenClBackendProvider;
import io.decant.backend.opencl.OpenClDevices;
import io.decant.backend.opencl.training.DigitRun.Setting;
import io.decant.spi.memory.MemoryOptions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Training gives what it gives on the CPU backend, and the same bits in less memory. */
class TrainingTest {
  private static final int AGREEING = 20;
  private static final double AGREEMENT = 1e-4;
  private static final int DRIFTING = 100;
  private static final double DRIFT = 10;
  private static final int FEW = 5;
  private static final Setting RESIDENT = new Setting("digits", new OpenClBackendProvider());

  /** The whole of LeNet takes minutes where a CPU plays the device. */
  static Stream<String> nets() {
    return Boolean.getBoolean("decant.full") ? Stream.of("digits", "lenet") : Stream.of("digits");
  }

  @BeforeEach
  void device() {
    OpenClDevices.assumeAvailable();
  }

  @ParameterizedTest
  @MethodSource("nets")
  void lossesAndAccuracyAreTheCpuBackends(String net) {
    Setting onCpu = new Setting(net, new CpuBackendProvider());
    DigitRun expected = DigitRun.of(onCpu, DRIFTING);
    DigitRun nearby = DigitRun.of(onCpu.oneUlp(), DRIFTING);
    DigitRun found = DigitRun.of(new Setting(net, new OpenClBackendProvider()), DRIFTING);
    double apart = largestDifference(expected, found, AGREEING);
    assertTrue(apart <= AGREEMENT, "over " + AGREEING + " iterations losses differ by " + apart);
    double drift = largestDifference(expected, nearby, DRIFTING);
    double whole = largestDifference(expected, found, DRIFTING);
    assertTrue(
        whole <= DRIFT * drift,
        "losses differ by " + whole + ", by " + drift + " when weights differ by one ulp");
    assertTrue(
        expected.losses().get(DRIFTING - 1) < expected.losses().get(0) / 4, "it does not learn");
    assertEquals(expected.accuracy(), found.accuracy(), 0.01);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hybrid", "lru", "ibm"})
  void lessMemoryGivesTheSameBits(String planner) {
    DigitRun whole = DigitRun.of(RESIDENT, FEW);
    DigitRun managed = DigitRun.of(RESIDENT.with(share(whole, 0.75, planner)), FEW);
    assertTrue(managed.traffic().bytesIn() > 0, () -> "nothing moved: " + managed.traffic());
    assertEquals(0, managed.traffic().tiles(), "tiles, which may round in another way");
    assertEquals(whole.weights().keySet(), managed.weights().keySet());
    whole
        .weights()
        .forEach((name, weights) -> assertArrayEquals(weights, managed.weights().get(name), name));
  }

  @Test
  void soLittleMemoryThatOperatorsAreCutGivesTheSameLosses() {
    DigitRun whole = DigitRun.of(RESIDENT, FEW);
    DigitRun cut = DigitRun.of(RESIDENT.with(share(whole, 0.1, "hybrid")), FEW);
    assertTrue(cut.traffic().tiles() > 10, () -> "few tiles: " + cut.traffic());
    double apart = largestDifference(whole, cut, FEW);
    assertTrue(apart <= AGREEMENT, "losses differ by " + apart);
  }

  private static MemoryOptions share(DigitRun whole, double share, String planner) {
    return MemoryOptions.DEFAULT
        .withDeviceMemory((long) (share * whole.traffic().peakBytes()))
        .with(MemoryOptions.LargeModelSupport.AUTO)
        .withPlanner(planner);
  }

  private static double largestDifference(DigitRun one, DigitRun other, int iterations) {
    double largest = 0;
    for (int i = 0; i < iterations; i++) {
      largest = Math.max(largest, Math.abs(one.losses().get(i) - other.losses().get(i)));
    }
    return largest;
  }
}
