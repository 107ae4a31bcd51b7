package io.decant.proto.text;

import io.decant.proto.Location;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A field of a text that the schema does not have. A scalar has text, a message has fields; each
 * element of a list is a field of its own. Immutable.
 *
 * @param message the schema's message that the field stands in, such as {@code LayerParameter}; the
 *     name of the enclosing field where that is itself unknown
 * @param name the field's name; in square brackets for an extension
 * @param location where the name stands
 * @param text a scalar's value, strings without quotes and escapes; null for a message
 * @param fields a message's fields, in the order of the text; empty for a scalar
 */
public record UnknownField(
    String message,
    String name,
    Location location,
    @Nullable String text,
    List<UnknownField> fields) {

  /** Copies the list. */
  public UnknownField {
    fields = List.copyOf(fields);
  }

  /** Returns the first of these fields that has this name. */
  public static Optional<UnknownField> find(List<UnknownField> fields, String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst();
  }
}
