package io.decant.proto;

/**
 * Text for an error's one line. Names in files may hold anything: what would break the line or
 * steer a terminal is escaped.
 */
public final class OneLine {
  private OneLine() {}

  /** Returns a text with its control characters as {@code \x0a}. */
  public static String of(String text) {
    if (text.chars().noneMatch(Character::isISOControl)) {
      return text;
    }
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c)) {
        line.append(String.format("\\x%02x", (int) c));
      } else {
        line.append(c);
      }
    }
    return line.toString();
  }
}
