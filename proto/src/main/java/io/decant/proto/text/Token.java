package io.decant.proto.text;

import java.util.Arrays;

/**
 * A piece of a prototxt.
 *
 * @param kind what it is
 * @param bytes its spelling, or the unescaped content of a string
 * @param line from 1
 * @param column from 1
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
record Token(Kind kind, byte[] bytes, int line, int column) {
  enum Kind {
    NAME,
    INTEGER,
    DECIMAL,
    STRING,
    SYMBOL,
    END
  }

  boolean is(char symbol) {
    return kind == Kind.SYMBOL && bytes[0] == symbol;
  }

  /** The spelling; what is not ASCII is shown as Latin-1. */
  String text() {
    return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  /** How an error names it. */
  String shown() {
    return switch (kind) {
      case END -> "the end of the text";
      case STRING -> "a string";
      default -> "\"" + text() + "\"";
    };
  }

  @Override
  public String toString() {
    return kind + " " + Arrays.toString(bytes);
  }
}
