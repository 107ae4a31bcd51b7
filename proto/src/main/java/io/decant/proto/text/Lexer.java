package io.decant.proto.text;

import io.decant.proto.Location;
import io.decant.proto.ProtoFormatException;
import java.util.Arrays;

/**
 * Cuts a prototxt into tokens. Works on bytes, so that comments may be in any encoding; columns
 * count UTF-8 characters.
 */
final class Lexer {
  private final String file;
  private final byte[] text;
  private int at;
  private int line = 1;
  private int column = 1;

  Lexer(byte[] text, String file) {
    this.text = text;
    this.file = file;
    if (text.length >= 3
        && text[0] == (byte) 0xEF
        && text[1] == (byte) 0xBB
        && text[2] == (byte) 0xBF) {
      at = 3;
    }
  }

  Token next() {
    skipBlanksAndComments();
    int start = at;
    int startColumn = column;
    int c = peek();
    if (c < 0) {
      return new Token(Token.Kind.END, new byte[0], line, column);
    }
    if (isNameStart(c)) {
      while (isNamePart(peek())) {
        advance();
      }
      return token(Token.Kind.NAME, start, startColumn);
    }
    if (isDigit(c) || (c == '.' && isDigit(peekAt(1)))) {
      return number(start, startColumn);
    }
    if (c == '"' || c == '\'') {
      byte[] content = new StringLiteral(this, c).read();
      return new Token(Token.Kind.STRING, content, line, startColumn);
    }
    if (c < ' ' || c >= 0x7F) {
      throw error(
          line,
          column,
          String.format(
              "unexpected byte 0x%02X; a prototxt is plain text (is this a binary file?)", c));
    }
    advance();
    return token(Token.Kind.SYMBOL, start, startColumn);
  }

  private Token number(int start, int startColumn) {
    Token.Kind kind = Token.Kind.INTEGER;
    if (peek() == '0' && (peekAt(1) | 0x20) == 'x') {
      advance();
      advance();
      while (Character.digit(peek(), 16) >= 0) {
        advance();
      }
    } else {
      skipDigits();
      if (peek() == '.') {
        kind = Token.Kind.DECIMAL;
        advance();
        skipDigits();
      }
      if ((peek() | 0x20) == 'e') {
        kind = Token.Kind.DECIMAL;
        advance();
        if (peek() == '+' || peek() == '-') {
          advance();
        }
        if (!isDigit(peek())) {
          throw error(line, startColumn, "a number ends in \"e\" without an exponent");
        }
        skipDigits();
      }
      if ((peek() | 0x20) == 'f') {
        kind = Token.Kind.DECIMAL;
        advance();
      }
    }
    Token token = token(kind, start, startColumn);
    if (isNamePart(peek()) || peek() == '.') {
      throw error(
          line,
          startColumn,
          "\"" + token.text() + (char) peek() + "\" is not a number; a space is missing");
    }
    return token;
  }

  private void skipDigits() {
    while (isDigit(peek())) {
      advance();
    }
  }

  private void skipBlanksAndComments() {
    while (true) {
      int c = peek();
      if (c == ' ' || (c >= '\t' && c <= '\r')) {
        advance();
      } else if (c == '#') {
        while (peek() >= 0 && peek() != '\n') {
          advance();
        }
      } else {
        return;
      }
    }
  }

  private Token token(Token.Kind kind, int start, int startColumn) {
    return new Token(kind, Arrays.copyOfRange(text, start, at), line, startColumn);
  }

  /** The byte here, or -1 at the end. */
  int peek() {
    return peekAt(0);
  }

  private int peekAt(int ahead) {
    return at + ahead < text.length ? text[at + ahead] & 0xFF : -1;
  }

  int advance() {
    int c = text[at++] & 0xFF;
    if (c == '\n') {
      line++;
      column = 1;
    } else if ((c & 0xC0) != 0x80) {
      column++;
    }
    return c;
  }

  int line() {
    return line;
  }

  int column() {
    return column;
  }

  ProtoFormatException error(int line, int column, String problem) {
    return new ProtoFormatException(new Location(file, line, column), problem);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNameStart(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isNamePart(int c) {
    return isNameStart(c) || isDigit(c);
  }
}
