package io.decant.proto.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Reads one quoted string with C's escapes, and {@code \\u} and {@code \\U} for characters. */
final class StringLiteral {
  private final Lexer lexer;
  private final int quote;
  private final int startColumn;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();

  StringLiteral(Lexer lexer, int quote) {
    this.lexer = lexer;
    this.quote = quote;
    this.startColumn = lexer.column();
  }

  byte[] read() {
    lexer.advance();
    while (true) {
      int c = lexer.peek();
      if (c < 0 || c == '\n') {
        throw lexer.error(
            lexer.line(), startColumn, "a string has no closing " + (char) quote + " on its line");
      }
      lexer.advance();
      if (c == quote) {
        return content.toByteArray();
      }
      if (c == '\\') {
        escape();
      } else {
        content.write(c);
      }
    }
  }

  private void escape() {
    int column = lexer.column() - 1;
    int c = lexer.peek();
    if (c >= '0' && c <= '7') {
      content.write(digits(8, 3, column));
      return;
    }
    if (c >= 0 && c != '\n') {
      lexer.advance();
    }
    switch (c) {
      case 'a' -> content.write(7);
      case 'b' -> content.write('\b');
      case 'f' -> content.write('\f');
      case 'n' -> content.write('\n');
      case 'r' -> content.write('\r');
      case 't' -> content.write('\t');
      case 'v' -> content.write(11);
      case '\\', '\'', '"', '?' -> content.write(c);
      case 'x', 'X' -> content.write(digits(16, 2, column));
      case 'u' -> character(4, column);
      case 'U' -> character(8, column);
      default -> throw lexer.error(lexer.line(), column, "a string has an unknown escape");
    }
  }

  private void character(int length, int column) {
    int code = digits(16, length, column);
    if (!Character.isValidCodePoint(code)
        || (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE)) {
      throw lexer.error(lexer.line(), column, "a string escapes what is not a character");
    }
    content.writeBytes(Character.toString(code).getBytes(StandardCharsets.UTF_8));
  }

  private int digits(int radix, int most, int column) {
    int value = 0;
    int count = 0;
    while (count < most && lexer.peek() < 0x80 && Character.digit(lexer.peek(), radix) >= 0) {
      value = value * radix + Character.digit(lexer.advance(), radix);
      count++;
    }
    if (count == 0) {
      throw lexer.error(lexer.line(), column, "a string has an escape without digits");
    }
    return value;
  }
}
