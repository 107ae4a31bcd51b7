package io.decant.spi.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.device.DeviceInfo.Kind;
import org.junit.jupiter.api.Test;

class LinkRatesTest {
  @Test
  void directionsShareALinkThatIsSlowerThanBothTogether() {
    assertEquals(0.75, new LinkRates(60, 40, 75).shared());
    assertEquals(1, new LinkRates(60, 40).shared());
    assertEquals(1, new LinkRates(60, 40, 120).shared());
  }

  @Test
  void aCopyIsSlowerWhileTheOtherDirectionIsBusy() {
    LinkRates half = new LinkRates(10, 10, 10);
    assertEquals(1, half.beside(1, 0));
    assertEquals(1.5, half.beside(1, 1));
    assertEquals(2, half.beside(1, 2));
    assertEquals(2, half.beside(1, 10));
    assertEquals(1, new LinkRates(10, 10).beside(1, 10));
  }

  @Test
  void eachCopyTakesTheLatencyBesideItsBytes() {
    LinkRates rates = new LinkRates(10, 20, 30, 0.5);
    assertEquals(1.5, rates.copyIn(10));
    assertEquals(1, rates.copyOut(10));
    assertEquals(1, rates.secondsIn(10));
    assertEquals(new LinkRates(5, 10, 15, 0.5), rates.times(0.5));
    assertEquals(1, new LinkRates(10, 20).copyIn(10));
  }

  @Test
  void copiesDoNotSlowOperatorsDownUntilThatIsKnown() {
    LinkRates rates = new LinkRates(10, 20, 30, 0.5);
    assertEquals(0, rates.contention());
    assertEquals(new LinkRates(5, 10, 15, 0.5, 0.1), rates.withContention(0.1).times(0.5));
  }

  @Test
  void ratesAreAboveZero() {
    assertThrows(IllegalArgumentException.class, () -> new LinkRates(1, 1, 2, -1e-6));
    assertThrows(IllegalArgumentException.class, () -> new LinkRates(1, 1, 2, 0, -1e-6));
    assertThrows(IllegalArgumentException.class, () -> new LinkRates(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new LinkRates(1, 1, Double.NaN));
  }

  @Test
  void graphicsProcessorsAreGuessedToBeFaster() {
    assertTrue(OpTimes.guess(Kind.GPU) != OpTimes.guess(Kind.CPU));
    assertEquals(OpTimes.GUESS, OpTimes.guess(Kind.ACCELERATOR));
  }
}
