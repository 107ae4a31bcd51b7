package io.decant.cli.flag;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of memory: bytes, a number with a unit, or a share.
 *
 * @param bytes how many, when not a share
 * @param percent which share; 0 when it is an amount
 */
public record MemorySize(long bytes, double percent) {
  private static final Pattern FORM =
      Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(|b|k|kb|kib|m|mb|mib|g|gb|gib|%)");

  /**
   * Reads {@code 8388608}, {@code 8MiB}, {@code 1.5GiB}, {@code 50%}.
   *
   * @throws UsageException when it is none of these
   */
  public static MemorySize parse(String flag, String text) {
    Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT).strip());
    if (!matcher.matches()) {
      throw new UsageException(
          flag + " takes a size such as 8388608, 512KiB, 8MiB, 1.5GiB or 50%, not '" + text + "'");
    }
    double number = Double.parseDouble(matcher.group(1));
    String unit = matcher.group(2);
    if (unit.equals("%")) {
      if (number <= 0 || number > 100) {
        throw new UsageException(flag + " " + text + ": a share lies between 0% and 100%");
      }
      return new MemorySize(0, number);
    }
    double bytes = number * scale(unit);
    if (bytes < 1 || bytes > Long.MAX_VALUE) {
      throw new UsageException(flag + " " + text + ": an amount lies between 1 byte and 2^63");
    }
    return new MemorySize((long) bytes, 0);
  }

  private static double scale(String unit) {
    if (unit.isEmpty() || unit.equals("b")) {
      return 1;
    }
    return switch (unit.charAt(0)) {
      case 'k' -> 1 << 10;
      case 'm' -> 1 << 20;
      default -> 1 << 30;
    };
  }

  /** Returns the amount, out of a whole of so many bytes. */
  public long of(long whole) {
    return percent > 0 ? (long) (whole / 100.0 * percent) : bytes;
  }
}
