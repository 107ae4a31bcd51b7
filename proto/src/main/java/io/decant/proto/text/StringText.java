package io.decant.proto.text;

import com.google.protobuf.ByteString;

/** Strings in quotes, with escapes. */
final class StringText {
  private StringText() {}

  /** Leaves characters beyond ASCII as they are. */
  static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c > 0x7F) {
                out.appendCodePoint(c);
              } else {
                append(out, c);
              }
            });
    return out.append('"').toString();
  }

  static String quote(ByteString bytes) {
    StringBuilder out = new StringBuilder("\"");
    for (byte b : bytes) {
      append(out, b & 0xFF);
    }
    return out.append('"').toString();
  }

  private static void append(StringBuilder out, int c) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '"', '\'', '\\' -> out.append('\\').append((char) c);
      default -> {
        if (c >= ' ' && c < 0x7F) {
          out.append((char) c);
        } else {
          out.append(String.format("\\%03o", c));
        }
      }
    }
  }
}
