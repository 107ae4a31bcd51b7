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
import io.decant.tiering.plan.SmallProgram.Access;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** No plan that only swaps is faster than the bound, which counts what tiles must copy. */
class LowerBoundTest {
  private static final int ALIGNMENT = 64;
  private static final long ELEMENTS = 4096;
  private static final OpTimes TIMES = OpTimes.estimated(1e9, 1e9, 1e-6);

  private static final int LAYERS = Boolean.getBoolean("decant.full") ? 20 : 12;

  private final Program chain = DeepChain.program(LAYERS, ELEMENTS);

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
      assertTrue(slow.seconds() <= 1.3 * slow.lowerBoundSeconds(), slow.toString());
    }
  }

  @Test
  void copiesBeginBehindOneOperatorAndAreOverBeforeAnother() {
    List<SmallProgram.Op> ops =
        List.of(
            new SmallProgram.Op(3, Map.of(0, Access.WRITE), List.of()),
            new SmallProgram.Op(3, Map.of(0, Access.READ, 1, Access.WRITE), List.of()),
            new SmallProgram.Op(1, Map.of(1, Access.READ, 2, Access.WRITE), List.of(1)),
            new SmallProgram.Op(5, Map.of(0, Access.READ, 2, Access.READ), List.of(0, 2)));
    SmallProgram program = new SmallProgram(ops, List.of(4, 4, 4), List.of(false, false, false));
    // Block 0 is copied in 4 seconds behind the first operator and comes in 4 behind the third.
    assertEquals(17, new SwapOptimum(program, 8, 1, 1).seconds());
    assertEquals(17, LowerBound.seconds(program.input(1, 1), 8), 1e-9);
  }

  @Test
  void noScheduleIsFaster() {
    int waiting = 0;
    double parts = 0;
    for (int seed = 0; seed < 400; seed++) {
      SmallProgram program = SmallProgram.random(new Random(seed));
      int pool = program.smallestPool() + 2 * (seed % 3);
      int rateIn = 1 + seed % 2;
      int rateOut = 1 + seed / 2 % 2;
      int fastest = new SwapOptimum(program, pool, rateIn, rateOut).seconds();
      PlanInput input = program.input(rateIn, rateOut);
      double bound = LowerBound.seconds(input, pool);
      String message = "seed " + seed + " in " + pool + " bytes: " + program;
      assertTrue(fastest > 0, message);
      assertTrue(bound <= fastest + 1e-9, bound + " > " + fastest + ", " + message);
      if (fastest > input.busy() + 1e-9) {
        waiting++;
        parts += bound / fastest;
      }
    }
    assertTrue(waiting > 200, waiting + " wait for copies");
    assertTrue(parts > 0.8 * waiting, "on average the bound is " + parts / waiting + " of them");
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
