package io.decant.cli;

import io.decant.spi.op.Cost;
import io.decant.spi.rates.Ceilings;
import java.util.Locale;

/**
 * What some work came to: its arithmetic or its memory traffic a second, whichever is nearer to
 * what the device can do.
 *
 * @param work of one run; some
 * @param seconds that the run took, more than 0
 * @param ceilings of the device
 */
record Achieved(Cost work, double seconds, Ceilings ceilings) {
  /** Returns which part of its ceiling the nearer of both rates is; 1 is all. */
  double share() {
    return Math.max(ceilings.arithmeticShare(work, seconds), ceilings.memoryShare(work, seconds));
  }

  /** Returns the rate with its unit and the share, in columns. */
  String text() {
    boolean arithmetic = ceilings.arithmeticShare(work, seconds) >= share();
    String rate = arithmetic ? tflops(work.flops() / seconds) : gigabytes(work.bytes() / seconds);
    return String.format(Locale.ROOT, "%s %6.1f%%", rate, 100 * share());
  }

  /** Returns the text of a device's ceilings, by the arithmetic of their products. */
  static String text(Ceilings ceilings, String arithmetic) {
    return tflops(ceilings.flops()).strip()
        + " (products of matrices in "
        + arithmetic
        + "), "
        + gigabytes(ceilings.bytesPerSecond()).strip()
        + " (copies within the device, read and written)";
  }

  private static String tflops(double flops) {
    return String.format(Locale.ROOT, "%9.3f TFLOP/s", flops / 1e12);
  }

  private static String gigabytes(double bytes) {
    return String.format(Locale.ROOT, "%9.2f GB/s   ", bytes / 1e9);
  }
}
