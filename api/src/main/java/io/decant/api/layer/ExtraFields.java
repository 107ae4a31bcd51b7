package io.decant.api.layer;

import io.decant.proto.Location;
import io.decant.proto.ProtoFormatException;
import io.decant.proto.text.UnknownField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Fields of one message that Caffe's schema does not have, with their values read as what a layer
 * asks for. Got from {@link LayerConfig#extra}. A message that the prototxt does not have has no
 * fields, so every field's value is then the one given as {@code otherwise}. Immutable.
 *
 * <p>Everything here throws {@link ProtoFormatException} when a value is not what was asked for; it
 * names the file, line, layer and field.
 */
public final class ExtraFields {
  private final String layer;
  private final String name;
  private final Location location;
  private final List<UnknownField> fields;

  /**
   * Creates the fields of a message.
   *
   * @param layer names the layer, for errors
   * @param name the message's name
   * @param location where it stands, or would stand
   */
  ExtraFields(String layer, String name, Location location, List<UnknownField> fields) {
    this.layer = layer;
    this.name = name;
    this.location = location;
    this.fields = List.copyOf(fields);
  }

  /** Returns the names of the fields that are there, each once, in the order of the text. */
  public List<String> names() {
    return fields.stream().map(UnknownField::name).distinct().toList();
  }

  /** Returns whether there is a field of this name. */
  public boolean has(String field) {
    return !all(field).isEmpty();
  }

  /** Refuses fields of other names, such as misspelt ones. */
  public ExtraFields allow(String... allowed) {
    for (UnknownField field : fields) {
      if (!Arrays.asList(allowed).contains(field.name())) {
        throw error(field, "it is unknown; known are " + String.join(", ", allowed));
      }
    }
    return this;
  }

  /** Returns a text or name; required. */
  public String text(String field) {
    return required(field, ExtraValues::text);
  }

  /** Returns a text or name. */
  public String text(String field, String otherwise) {
    return optional(field, otherwise, ExtraValues::text);
  }

  /** Returns all elements of a repeated field of texts or names. */
  public List<String> texts(String field) {
    return list(field, ExtraValues::text);
  }

  /** Returns a number; required. */
  public double number(String field) {
    return required(field, ExtraValues::number);
  }

  /** Returns a number. */
  public double number(String field, double otherwise) {
    return optional(field, otherwise, ExtraValues::number);
  }

  /** Returns all elements of a repeated field of numbers. */
  public List<Double> numbers(String field) {
    return list(field, ExtraValues::number);
  }

  /** Returns a whole number; required. */
  public long whole(String field) {
    return required(field, ExtraValues::whole);
  }

  /** Returns a whole number. */
  public long whole(String field, long otherwise) {
    return optional(field, otherwise, ExtraValues::whole);
  }

  /** Returns all elements of a repeated field of whole numbers. */
  public List<Long> wholes(String field) {
    return list(field, ExtraValues::whole);
  }

  /** Returns true or false; required. */
  public boolean flag(String field) {
    return required(field, ExtraValues::flag);
  }

  /** Returns true or false. */
  public boolean flag(String field, boolean otherwise) {
    return optional(field, otherwise, ExtraValues::flag);
  }

  /** Returns a constant of an enumeration by its name; required. */
  public <E extends Enum<E>> E choice(String field, Class<E> type) {
    return required(field, found -> ExtraValues.choice(found, type));
  }

  /** Returns a constant of an enumeration by its name. */
  public <E extends Enum<E>> E choice(String field, E otherwise) {
    return optional(
        field, otherwise, found -> ExtraValues.choice(found, otherwise.getDeclaringClass()));
  }

  /** Returns the fields of a message; none when it is not there. */
  public ExtraFields message(String field) {
    List<ExtraFields> all = messages(field);
    if (all.size() > 1) {
      throw error(all(field).get(1), "it is given " + all.size() + " times, once is allowed");
    }
    return all.isEmpty() ? new ExtraFields(layer, field, location, List.of()) : all.get(0);
  }

  /** Returns the fields of each element of a repeated field of messages. */
  public List<ExtraFields> messages(String field) {
    List<ExtraFields> messages = new ArrayList<>();
    for (UnknownField found : all(field)) {
      if (found.text() != null) {
        throw error(found, "a message in braces is needed, found " + found.text());
      }
      messages.add(new ExtraFields(layer, field, found.location(), found.fields()));
    }
    return messages;
  }

  /** Returns the error to throw when the value of a field is refused; it names the field's line. */
  public ProtoFormatException error(String field, String problem) {
    List<UnknownField> found = all(field);
    return found.isEmpty()
        ? new ProtoFormatException(location, words(name + "." + field, problem))
        : error(found.get(0), problem);
  }

  private ProtoFormatException error(UnknownField field, String problem) {
    return new ProtoFormatException(field.location(), words(name + "." + field.name(), problem));
  }

  private String words(String field, String problem) {
    return layer + ": " + field + ": " + problem;
  }

  private List<UnknownField> all(String field) {
    return fields.stream().filter(found -> found.name().equals(field)).toList();
  }

  private <T> T required(String field, Function<UnknownField, T> reader) {
    if (!has(field)) {
      throw error(field, "it is missing; add it");
    }
    return single(field, reader);
  }

  private <T> T optional(String field, T otherwise, Function<UnknownField, T> reader) {
    return has(field) ? single(field, reader) : otherwise;
  }

  private <T> T single(String field, Function<UnknownField, T> reader) {
    List<UnknownField> found = all(field);
    if (found.size() > 1) {
      throw error(found.get(1), "it is given " + found.size() + " times, once is allowed");
    }
    return read(found.get(0), reader);
  }

  private <T> List<T> list(String field, Function<UnknownField, T> reader) {
    return all(field).stream().map(found -> read(found, reader)).toList();
  }

  /** Adds the place to what a reader says. */
  private <T> T read(UnknownField field, Function<UnknownField, T> reader) {
    try {
      return reader.apply(field);
    } catch (IllegalArgumentException e) {
      String text = field.text();
      String found = text == null ? "a message" : text.isEmpty() ? "an empty text" : text;
      ProtoFormatException error = error(field, e.getMessage() + " is needed, found " + found);
      error.initCause(e);
      throw error;
    }
  }
}
