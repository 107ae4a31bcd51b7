package io.decant.tiering.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.forecast.Replay;
import io.decant.api.forecast.Replay.Event;
import io.decant.api.forecast.Replay.Lane;
import io.decant.api.forecast.Replay.Stay;
import io.decant.spi.memory.LinkRates;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import io.decant.spi.memory.OpTimes;
import io.decant.spi.memory.Plan;
import io.decant.spi.memory.PlanRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A plan walked with three clocks takes as long as the planner expects. */
class ReplayTest {
  private static final int ALIGNMENT = 64;
  private static final OpTimes TIMES = OpTimes.estimated(1e9, 1e9, 1e-6);

  @Test
  void agreesWithTheForecast() {
    LoweredProgram program = Lowered.onCpu(DeepChain.program(40, 4096));
    long smallest = DeepChain.workingSet(program, ALIGNMENT);
    for (int factor : new int[] {2, 4}) {
      for (double rate : new double[] {1e8, 1e9}) {
        LinkRates links = new LinkRates(rate, rate);
        long pool = factor * smallest / ALIGNMENT * ALIGNMENT;
        PlanRequest request =
            new PlanRequest(List.of(program), List.of(pool), ALIGNMENT, links, TIMES, pool);
        Plan plan = new HybridPlanner(LargeModelSupport.AUTO).plan(request).orElseThrow().get(0);
        Replay replay = new Replay(program, plan, TIMES, links);
        assertEquals(plan.forecast().seconds(), replay.end(), 0.05 * replay.end());
        assertEquals(plan.forecast().bytesIn() / rate, busy(replay, Lane.IN), 1e-9);
        assertEquals(plan.forecast().bytesOut() / rate, busy(replay, Lane.OUT), 1e-9);
        assertNoTwoBlocksAtOnePlace(replay.stays(), pool);
      }
    }
  }

  private static double busy(Replay replay, Lane lane) {
    return replay.events().stream()
        .filter(event -> event.lane() == lane)
        .mapToDouble((Event event) -> event.end() - event.start())
        .sum();
  }

  private static void assertNoTwoBlocksAtOnePlace(List<Stay> stays, long pool) {
    for (Stay one : stays) {
      assertTrue(one.address() + one.block().bytes() <= pool, one.toString());
      for (Stay other : stays) {
        boolean together = one.start() < other.end() && other.start() < one.end();
        boolean overlap =
            one.address() < other.address() + other.block().bytes()
                && other.address() < one.address() + one.block().bytes();
        assertTrue(one == other || !(together && overlap), one + " and " + other);
      }
    }
  }
}
