package io.decant.tiering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.memory.Block;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.LinkRates;
import io.decant.spi.memory.MemoryContext;
import io.decant.spi.memory.MemoryOptions;
import io.decant.tiering.tier.HostTierProvider;
import io.decant.tiering.tier.PinnedTierProvider;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rates for a planner follow what its plan moves from and to which tier. */
class ExpectedRatesTest {
  private static final LinkRates LINK = new LinkRates(50e9, 50e9, 90e9);
  private static final LinkRates SLOW = new LinkRates(30e9, 30e9, 35e9);
  private static final int STRIPE = 100;
  private static final long BYTES = 10_000;

  private static PlannedMoves.Moved moved(int times) {
    Block block = new Block("b", BYTES, BlockRole.ACTIVATION, false);
    return new PlannedMoves.Moved(block, times * BYTES, times * BYTES, 1);
  }

  private static ExpectedRates rates(long pinned, List<PlannedMoves.Moved> moved) {
    try (Rig rig = Rig.lru(1 << 20, MemoryOptions.DEFAULT)) {
      MemoryOptions options =
          MemoryOptions.DEFAULT.withPinnedMemory(pinned).withHostMemory(100 * BYTES);
      Tiers tiers =
          Tiers.open(
              new MemoryContext(rig.device, rig.streams, options, rig.context),
              List.of(new PinnedTierProvider(), new HostTierProvider()));
      ExpectedRates rates =
          new ExpectedRates(LINK, List.of(LINK, SLOW), tiers, STRIPE, List.of(0L, 8 * BYTES));
      assertRates(30e9, 35e9, rates.now());
      boolean changes = rates.adapt(moved);
      assertFalse(rates.adapt(moved), "the second time nothing changes");
      assertEquals(pinned > 0, changes);
      tiers.close();
      return rates;
    }
  }

  private static void assertRates(double oneWay, double both, LinkRates actual) {
    assertEquals(oneWay, actual.in(), 1);
    assertEquals(oneWay, actual.out(), 1);
    assertEquals(both, actual.both(), 1);
  }

  @Test
  void whatCopiesCostOperatorsOutlastsPlans() {
    ExpectedRates rates = rates(BYTES, List.of(moved(1), moved(1)));
    LinkRates before = rates.now();
    rates.contend(0.1);
    assertEquals(before.withContention(0.1), rates.now());
    rates.adapt(List.of(moved(2)));
    assertEquals(0.1, rates.now().contention());
    rates.contend(-0.3);
    assertEquals(0, rates.now().contention());
  }

  @Test
  void tiersWorkAtOnce() {
    assertRates(50e9, 70e9, rates(BYTES, List.of(moved(1), moved(1))).now());
    assertRates(37.5e9, 43.75e9, rates(2 * BYTES / 5, List.of(moved(1), moved(1))).now());
    assertRates(30e9, 35e9, rates(0, List.of(moved(1), moved(1))).now());
  }

  @Test
  void whatNobodyMovesDoesNotCount() {
    assertRates(50e9, 90e9, rates(BYTES, List.of(moved(1), moved(0))).now());
  }

  @Test
  void allRatesFallTogether() {
    ExpectedRates rates = rates(BYTES, List.of(moved(1), moved(1)));
    rates.slowDown(0.5);
    assertRates(25e9, 35e9, rates.now());
    assertTrue(rates.adapt(List.of(moved(1), moved(0))));
    assertRates(25e9, 45e9, rates.now());
  }
}
