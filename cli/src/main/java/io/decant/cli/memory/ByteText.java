package io.decant.cli.memory;

import java.util.Locale;

/** Amounts of memory for people. */
public final class ByteText {
  private ByteText() {}

  /** Returns an amount with three or more digits and a unit that suits it, such as 1.25 GiB. */
  public static String of(long bytes) {
    if (bytes < 1 << 10) {
      return bytes + " B";
    }
    double amount = bytes;
    int unit = -1;
    while (amount >= 1000 && unit < 2) {
      amount /= 1024;
      unit++;
    }
    String format = amount < 10 ? "%.2f %ciB" : amount < 100 ? "%.1f %ciB" : "%.0f %ciB";
    return String.format(Locale.ROOT, format, amount, "KMG".charAt(unit));
  }
}
