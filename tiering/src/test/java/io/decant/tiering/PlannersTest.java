package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.memory.LinkRates;
import io.decant.spi.memory.LoweredProgram;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import io.decant.spi.memory.OpTimes;
import io.decant.spi.memory.PlanForecast;
import io.decant.spi.memory.PlanRequest;
import io.decant.spi.memory.PlannerProvider;
import io.decant.tiering.plan.HybridPlanner;
import io.decant.tiering.plan.IbmPlanner;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannersTest {
  private static final MemoryOptions AUTO = MemoryOptions.DEFAULT.with(LargeModelSupport.AUTO);

  @Test
  void areFoundByName() {
    assertEquals(HybridPlanner.class, PlannerProvider.find(AUTO).getClass());
    assertEquals(OnDemand.class, PlannerProvider.find(AUTO.withPlanner("lru")).getClass());
    assertEquals(IbmPlanner.class, PlannerProvider.find(AUTO.withPlanner("ibm")).getClass());
  }

  @Test
  void swapComputesNothingAgain() {
    assertTrue(forecast("hybrid").recomputed() > 0);
    PlanForecast swapped = forecast("swap");
    assertEquals(0, swapped.recomputed());
    assertTrue(swapped.bytesIn() > 0);
  }

  /** Plans a chain for a third of its blocks, behind a slow link. */
  private static PlanForecast forecast(String planner) {
    try (Rig rig = Rig.resident()) {
      LoweredProgram program = rig.lowering.lower(new Chain(12, false).program);
      PlanRequest request =
          new PlanRequest(
              List.of(program),
              List.of(5 * Chain.BYTES),
              64,
              new LinkRates(1e6, 1e6),
              OpTimes.GUESS,
              5 * Chain.BYTES);
      return PlannerProvider.find(AUTO.withPlanner(planner))
          .plan(request)
          .orElseThrow()
          .get(0)
          .forecast();
    }
  }

  @Test
  void anUnknownNameIsAnErrorThatNamesThoseThereAre() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> PlannerProvider.find(AUTO.withPlanner("oracle")))
            .getMessage();
    assertTrue(message.contains("'oracle'") && message.contains("hybrid"), message);
  }
}
