package io.decant.tiering.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.memory.LinkRates;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import io.decant.spi.memory.OpTimes;
import io.decant.spi.memory.PlanForecast;
import io.decant.spi.memory.PlanRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plans of deep chains are close to what is possible. */
class PlanQualityTest {
  private static final int ALIGNMENT = 64;
  private static final long ELEMENTS = 4096;
  private static final OpTimes TIMES = OpTimes.estimated(1e9, 1e9, 1e-6);

  @Test
  void nothingMovesWhereEverythingFits() {
    LoweredProgram program = Lowered.onCpu(DeepChain.program(60, ELEMENTS));
    PlanForecast forecast = plan(program, 1L << 30, 1e9);
    assertEquals(0, forecast.bytesIn());
    assertEquals(0, forecast.bytesOut());
    assertEquals(forecast.computeSeconds(), forecast.seconds(), 1e-9);
    assertTrue(
        forecast.peakBytes() <= 1.02 * forecast.liveBytes(),
        forecast + ": more than 2 % of the memory lies in holes");
  }

  @Test
  void swappingStaysCloseToTheLowerBound() {
    LoweredProgram program = Lowered.onCpu(DeepChain.program(60, ELEMENTS));
    long smallest = DeepChain.workingSet(program, ALIGNMENT);
    for (int factor : new int[] {2, 3, 5, 10}) {
      for (double rate : new double[] {1e8, 3e8, 1e9, 1e10}) {
        PlanForecast forecast = plan(program, factor * smallest, rate, HybridTuning.SWAP_ONLY);
        String message = factor + " x smallest, " + rate + " bytes/s: " + forecast;
        assertTrue(forecast.bytesOut() > 0, message);
        assertTrue(forecast.seconds() >= 0.999 * forecast.lowerBoundSeconds(), message);
        assertTrue(forecast.seconds() <= 1.10 * forecast.lowerBoundSeconds(), message);
        assertTrue(forecast.peakBytes() <= factor * smallest, message);
      }
    }
  }

  @Test
  void computingAgainIsFasterThanAnySwappingOnASlowLink() {
    LoweredProgram program = Lowered.onCpu(DeepChain.program(60, ELEMENTS));
    long smallest = DeepChain.workingSet(program, ALIGNMENT);
    for (int factor : new int[] {2, 3, 5}) {
      PlanForecast forecast = plan(program, factor * smallest, 1e8);
      String message = factor + " x smallest: " + forecast;
      assertTrue(forecast.recomputed() > 0, message);
      assertTrue(forecast.seconds() < 0.7 * forecast.lowerBoundSeconds(), message);
      assertTrue(forecast.peakBytes() <= factor * smallest, message);
    }
  }

  private static PlanForecast plan(LoweredProgram program, long pool, double rate) {
    return plan(program, pool, rate, HybridTuning.DEFAULT);
  }

  private static PlanForecast plan(
      LoweredProgram program, long pool, double rate, HybridTuning tuning) {
    PlanRequest request =
        new PlanRequest(
            List.of(program),
            List.of(pool / ALIGNMENT * ALIGNMENT),
            ALIGNMENT,
            new LinkRates(rate, rate),
            TIMES,
            pool);
    return new HybridPlanner(LargeModelSupport.AUTO, tuning)
        .plan(request)
        .orElseThrow()
        .get(0)
        .forecast();
  }
}
