package io.decant.cli.flag;

import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.memory.MemoryOptions.LargeModelSupport;
import org.jspecify.annotations.Nullable;

/** Reads the flags of large-model support. */
public final class MemoryFlags {
  private static final long KILOBYTE = 1024;

  private MemoryFlags() {}

  /**
   * Returns what the flags ask for, but for the cap on device memory.
   *
   * @throws UsageException when one has a value that it does not take
   */
  public static MemoryOptions parse(Options options) {
    MemoryOptions memory =
        MemoryOptions.DEFAULT.with(
            largeModelSupport(
                options.lms == null ? "0" : options.lms, fraction(options.lmsFraction)));
    return options.planner == null ? memory : memory.withPlanner(options.planner);
  }

  private static LargeModelSupport largeModelSupport(String lms, double fraction) {
    if (lms.equals("auto")) {
      return LargeModelSupport.AUTO;
    }
    long kilobytes;
    try {
      kilobytes = Long.parseLong(lms);
    } catch (NumberFormatException e) {
      throw new UsageException("--lms takes auto or a whole number of KB, not '" + lms + "'");
    }
    if (kilobytes <= 0) {
      return LargeModelSupport.OFF;
    }
    long most = Long.MAX_VALUE / KILOBYTE;
    return new LargeModelSupport(true, Math.min(kilobytes, most) * KILOBYTE, fraction);
  }

  private static double fraction(@Nullable String text) {
    if (text == null) {
      return 0;
    }
    double fraction;
    try {
      fraction = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      fraction = Double.NaN;
    }
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new UsageException("--lms_frac takes a number from 0 to 1, not '" + text + "'");
    }
    return fraction;
  }
}
