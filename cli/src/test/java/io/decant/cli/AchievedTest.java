package io.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.decant.spi.op.Cost;
import io.decant.spi.rates.Ceilings;
import org.junit.jupiter.api.Test;

class AchievedTest {
  private static final Ceilings CEILINGS = new Ceilings(50e12, 2e12);

  @Test
  void theRateThatIsNearerToItsCeilingIsShown() {
    Achieved product = new Achieved(new Cost(20_000_000_000L, 100_000_000), 1e-3, CEILINGS);
    assertEquals(0.8, product.share(), 1e-12);
    assertEquals("   40.000 TFLOP/s   80.0%", product.text());
    Achieved sum = new Achieved(new Cost(100_000_000, 1_200_000_000), 1e-3, CEILINGS);
    assertEquals(0.6, sum.share(), 1e-12);
    assertEquals("  1200.00 GB/s      60.0%", sum.text());
  }

  @Test
  void columnsHoldWhatCachesMakePossible() {
    Achieved cached = new Achieved(new Cost(0, 25_000_000), 1e-6, CEILINGS);
    assertEquals(" 25000.00 GB/s    1250.0%", cached.text());
  }

  @Test
  void ceilingsNameTheArithmetic() {
    assertEquals(
        "50.000 TFLOP/s (products of matrices in tf32), 2000.00 GB/s (copies within the device,"
            + " read and written)",
        Achieved.text(CEILINGS, "tf32"));
  }

  @Test
  void theHostsShareIsThatOfTheDevicesTime() {
    assertEquals(
        "Host: an iteration is enqueued in 0.1500 ms, 15.0% of the 1.000 ms that it takes on the"
            + " device.",
        RateLines.text(300_000, 2_000_000, 2));
  }
}
