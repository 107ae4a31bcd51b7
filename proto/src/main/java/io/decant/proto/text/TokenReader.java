package io.decant.proto.text;

import io.decant.proto.Location;
import io.decant.proto.ProtoFormatException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads tokens with one of look-ahead; knows the file's name for errors. */
final class TokenReader {
  private final String file;
  private final Lexer lexer;
  private Token token;

  TokenReader(byte[] text, String file) {
    this.file = file;
    this.lexer = new Lexer(text, file);
    this.token = lexer.next();
  }

  Token peek() {
    return token;
  }

  Token take() {
    Token taken = token;
    token = lexer.next();
    return taken;
  }

  boolean takeIf(char symbol) {
    if (!token.is(symbol)) {
      return false;
    }
    take();
    return true;
  }

  void expect(char symbol, String where) {
    if (!takeIf(symbol)) {
      throw error(token, "expected \"" + symbol + "\" " + where + ", found " + token.shown());
    }
  }

  /** Takes the strings that stand side by side and joins them. */
  byte[] strings() {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    while (token.kind() == Token.Kind.STRING) {
      joined.writeBytes(take().bytes());
    }
    return joined.toByteArray();
  }

  String decode(byte[] utf8, Token at) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      ProtoFormatException error = error(at, "a string is not in UTF-8; save the file as UTF-8");
      error.initCause(e);
      throw error;
    }
  }

  Location location(Token at) {
    return new Location(file, at.line(), at.column());
  }

  ProtoFormatException error(Token at, String problem) {
    return new ProtoFormatException(location(at), problem);
  }
}
