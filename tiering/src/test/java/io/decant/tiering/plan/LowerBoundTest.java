package io.decant.tiering.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.memory.LinkRates;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import io.decant.spi.memory.OpTimes;
import io.decant.spi.memory.PlanForecast;
import io.decant.spi.memory.PlanRequest;
import io.decant.spi.memory.PoolCapacity;
import io.decant.spi.memory.Program;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No plan that only swaps is faster than the bound, which counts what tiles must copy. */
class LowerBoundTest {
  private static final int ALIGNMENT = 64;
  private static final long ELEMENTS = 4096;
  private static final OpTimes TIMES = OpTimes.estimated(1e9, 1e9, 1e-6);

  private final Program chain = DeepChain.program(20, ELEMENTS);

  @Test
  void operatorsAloneBoundARunThatFits() {
    PlanForecast forecast = plan(Lowered.onCpu(chain), 1 << 24, new LinkRates(1e9, 1e9));
    assertEquals(forecast.computeSeconds(), forecast.lowerBoundSeconds(), 1e-12);
  }

  @Test
  void copiesOfTilesCount() {
    long whole = DeepChain.workingSet(Lowered.onCpu(chain), ALIGNMENT);
    for (int parts : new int[] {2, 3, 5}) {
      long pool = whole / parts / ALIGNMENT * ALIGNMENT;
      LoweredProgram tiled = Lowered.onCpu(chain, new PoolCapacity(List.of(pool), ALIGNMENT));
      for (double rate : new double[] {1e7, 1e9}) {
        PlanForecast forecast = plan(tiled, pool, new LinkRates(rate, rate));
        String message = parts + " parts, " + rate + " bytes/s: " + forecast;
        assertTrue(forecast.seconds() >= 0.999 * forecast.lowerBoundSeconds(), message);
      }
      PlanForecast slow = plan(tiled, pool, new LinkRates(1e7, 1e7));
      assertTrue(slow.seconds() <= 1.2 * slow.lowerBoundSeconds(), slow.toString());
    }
  }

  private static PlanForecast plan(LoweredProgram program, long pool, LinkRates links) {
    PlanRequest request =
        new PlanRequest(List.of(program), List.of(pool), ALIGNMENT, links, TIMES, pool);
    return new HybridPlanner(LargeModelSupport.AUTO, HybridTuning.SWAP_ONLY)
        .plan(request)
        .orElseThrow()
        .get(0)
        .forecast();
  }
}
