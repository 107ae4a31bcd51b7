package io.decant.api.layer;

import io.decant.proto.text.UnknownField;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Reads the values of fields that Caffe's schema does not have. Errors are {@link
 * IllegalArgumentException}s that say what is needed.
 */
final class ExtraValues {
  private ExtraValues() {}

  static String text(UnknownField field) {
    String text = field.text();
    if (text == null) {
      throw new IllegalArgumentException("a text");
    }
    return text;
  }

  static double number(UnknownField field) {
    String text = text(field).toLowerCase(Locale.ROOT);
    return switch (text) {
      case "inf", "infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> {
        if (!text.matches("-?[0-9.].*")) {
          throw new IllegalArgumentException("a number");
        }
        try {
          yield Double.parseDouble(text);
        } catch (NumberFormatException e) {
          throw new IllegalArgumentException("a number", e);
        }
      }
    };
  }

  static long whole(UnknownField field) {
    try {
      return Long.decode(text(field));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("a whole number", e);
    }
  }

  static boolean flag(UnknownField field) {
    return switch (text(field)) {
      case "true", "True", "t", "1" -> true;
      case "false", "False", "f", "0" -> false;
      default -> throw new IllegalArgumentException("true or false");
    };
  }

  static <E extends Enum<E>> E choice(UnknownField field, Class<E> type) {
    String text = text(field);
    E[] constants = type.getEnumConstants();
    return Arrays.stream(constants)
        .filter(constant -> constant.name().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    Arrays.stream(constants)
                        .map(Enum::name)
                        .collect(Collectors.joining(", ", "one of ", ""))));
  }
}
