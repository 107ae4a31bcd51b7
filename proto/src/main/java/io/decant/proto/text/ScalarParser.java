package io.decant.proto.text;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.decant.proto.ProtoFormatException;
import java.math.BigInteger;
import java.util.Locale;
import java.util.stream.Collectors;

/** Parses the value of a field that is not a message, into what the message's builder takes. */
final class ScalarParser {
  private final TokenReader in;

  ScalarParser(TokenReader in) {
    this.in = in;
  }

  Object parse(FieldDescriptor field) {
    return switch (field.getType()) {
      case STRING -> {
        Token at = in.peek();
        yield in.decode(string(field), at);
      }
      case BYTES -> ByteString.copyFrom(string(field));
      case BOOL -> bool(field);
      case ENUM -> enumeration(field, field.getEnumType());
      case FLOAT -> (float) decimal(field, true);
      case DOUBLE -> decimal(field, false);
      case INT32, SINT32, SFIXED32 -> integer(field, 31, true).intValue();
      case UINT32, FIXED32 -> integer(field, 32, false).intValue();
      case INT64, SINT64, SFIXED64 -> integer(field, 63, true).longValue();
      case UINT64, FIXED64 -> integer(field, 64, false).longValue();
      case MESSAGE, GROUP -> throw new IllegalArgumentException(field.getFullName());
    };
  }

  private byte[] string(FieldDescriptor field) {
    if (in.peek().kind() != Token.Kind.STRING) {
      throw expected(field, "a string in quotes", in.peek());
    }
    return in.strings();
  }

  private boolean bool(FieldDescriptor field) {
    Token token = in.take();
    String text = token.text();
    switch (token.kind()) {
      case NAME -> {
        switch (text) {
          case "true", "True", "t" -> {
            return true;
          }
          case "false", "False", "f" -> {
            return false;
          }
          default -> {}
        }
      }
      case INTEGER -> {
        BigInteger value = magnitude(token);
        if (value.bitLength() <= 1) {
          return value.signum() > 0;
        }
      }
      default -> {}
    }
    throw expected(field, "true or false", token);
  }

  private EnumValueDescriptor enumeration(FieldDescriptor field, EnumDescriptor type) {
    Token first = in.peek();
    EnumValueDescriptor value;
    if (first.kind() == Token.Kind.NAME) {
      value = type.findValueByName(in.take().text());
    } else {
      value = type.findValueByNumber(integer(field, 31, true).intValue());
    }
    if (value == null) {
      String names =
          type.getValues().stream()
              .map(EnumValueDescriptor::getName)
              .collect(Collectors.joining(", "));
      throw in.error(
          first,
          String.format("\"%s\" takes one of %s, found %s", field.getName(), names, shown(first))
              + KnownForks.ofField(type.getName(), first.text())
                  .map(fork -> "; it belongs to " + fork)
                  .orElse(""));
    }
    return value;
  }

  private double decimal(FieldDescriptor field, boolean single) {
    boolean negative = in.takeIf('-');
    Token token = in.take();
    String text = token.text().toLowerCase(Locale.ROOT);
    double value;
    switch (token.kind()) {
      case INTEGER, DECIMAL -> {
        boolean leadingZero = text.length() > 1 && text.charAt(0) == '0';
        if (token.kind() == Token.Kind.INTEGER && leadingZero) {
          throw expected(field, "a decimal number", token);
        }
        // parsed as what is stored, so that it is rounded once
        value = single ? Float.parseFloat(text) : Double.parseDouble(text);
      }
      case NAME -> {
        switch (text) {
          case "inf", "infinity" -> value = Double.POSITIVE_INFINITY;
          case "nan" -> value = Double.NaN;
          default -> throw expected(field, "a number", token);
        }
      }
      default -> throw expected(field, "a number", token);
    }
    return negative ? -value : value;
  }

  private BigInteger integer(FieldDescriptor field, int bits, boolean signed) {
    Token start = in.peek();
    boolean negative = in.takeIf('-');
    Token token = in.take();
    if (token.kind() != Token.Kind.INTEGER) {
      throw expected(field, "a whole number", token);
    }
    BigInteger value = negative ? magnitude(token).negate() : magnitude(token);
    boolean fits = signed ? value.bitLength() <= bits : value.signum() >= 0;
    if (!fits || value.bitLength() > bits) {
      BigInteger most = BigInteger.ONE.shiftLeft(bits);
      throw in.error(
          start,
          String.format(
              "\"%s\" takes numbers from %s to %s, found %s",
              field.getName(),
              signed ? most.negate() : BigInteger.ZERO,
              most.subtract(BigInteger.ONE),
              abbreviated(value.toString())));
    }
    return value;
  }

  private BigInteger magnitude(Token token) {
    String text = token.text();
    try {
      if (text.length() > 1000) {
        throw in.error(token, "a number has " + text.length() + " digits");
      }
      if (text.startsWith("0x") || text.startsWith("0X")) {
        return new BigInteger(text.substring(2), 16);
      }
      return new BigInteger(text, text.length() > 1 && text.startsWith("0") ? 8 : 10);
    } catch (NumberFormatException e) {
      ProtoFormatException error =
          in.error(token, "\"" + text + "\" is neither an octal nor a hexadecimal number");
      error.initCause(e);
      throw error;
    }
  }

  private ProtoFormatException expected(FieldDescriptor field, String what, Token found) {
    return in.error(
        found, String.format("\"%s\" takes %s, found %s", field.getName(), what, shown(found)));
  }

  private static String shown(Token token) {
    return token.kind() == Token.Kind.STRING
        ? "\"" + abbreviated(token.text()) + "\" in quotes"
        : abbreviated(token.shown());
  }

  private static String abbreviated(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }
}
