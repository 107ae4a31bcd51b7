package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import io.decant.spi.memory.PlannerProvider;
import io.decant.tiering.plan.HybridPlanner;
import io.decant.tiering.plan.IbmPlanner;
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
  void anUnknownNameIsAnErrorThatNamesThoseThereAre() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> PlannerProvider.find(AUTO.withPlanner("oracle")))
            .getMessage();
    assertTrue(message.contains("'oracle'") && message.contains("hybrid"), message);
  }
}
