package io.decant.data.db;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Keys in a form that fits an error message. */
public final class KeyText {
  private static final int LONGEST = 80;

  private KeyText() {}

  /** Returns a key as text, in hexadecimal when it is not printable ASCII. */
  public static String of(byte[] key) {
    boolean printable = key.length > 0;
    for (byte b : key) {
      printable &= b >= ' ' && b < 0x7f;
    }
    String text =
        printable
            ? new String(key, StandardCharsets.US_ASCII)
            : "0x" + HexFormat.of().formatHex(key);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }
}
