package io.decant.proto.text;

import io.decant.proto.Location;
import io.decant.proto.ProtoFormatException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a message and its fields stand in a text, and the fields that the schema does not have.
 * Immutable. A question about a field that the text does not have is answered with the place of the
 * message, so it is always safe to ask.
 */
public final class Source {
  private final String message;
  private final Location location;
  private final Map<String, List<Location>> scalars;
  private final Map<String, List<Source>> messages;
  private final List<UnknownField> unknown;

  private Source(
      String message,
      Location location,
      Map<String, List<Location>> scalars,
      Map<String, List<Source>> messages,
      List<UnknownField> unknown) {
    this.message = message;
    this.location = location;
    this.scalars = scalars;
    this.messages = messages;
    this.unknown = unknown;
  }

  static Source withoutText(String message, String name) {
    return empty(message, new Location(name, 0, 0));
  }

  private static Source empty(String message, Location location) {
    return new Source(message, location, Map.of(), Map.of(), List.of());
  }

  /** The name of the message in the schema, such as {@code LayerParameter}. */
  public String message() {
    return message;
  }

  /** Where the message starts: the name of the field that it is, or the first line of the file. */
  public Location location() {
    return location;
  }

  /** Where a field stands first. */
  public Location location(String field) {
    return location(field, 0);
  }

  /** Where the element of a repeated field stands, counted from 0. */
  public Location location(String field, int index) {
    List<Location> places = scalars.getOrDefault(field, List.of());
    if (index < places.size()) {
      return places.get(index);
    }
    List<Source> children = messages.getOrDefault(field, List.of());
    return index < children.size() ? children.get(index).location() : location;
  }

  /** The source of a field that is a message; index 0 if it is not repeated. */
  public Source child(String field, int index) {
    List<Source> children = messages.getOrDefault(field, List.of());
    return index < children.size() ? children.get(index) : empty(field, location);
  }

  /** The fields of this message, not of those inside it, that the schema does not have. */
  public List<UnknownField> unknownFields() {
    return unknown;
  }

  /** The fields of this message and of those inside it that the schema does not have, in order. */
  public List<UnknownField> allUnknownFields() {
    List<UnknownField> all = new ArrayList<>(unknown);
    messages.values().forEach(list -> list.forEach(child -> all.addAll(child.allUnknownFields())));
    all.sort(
        Comparator.comparingInt((UnknownField field) -> field.location().line())
            .thenComparingInt(field -> field.location().column()));
    return all;
  }

  /**
   * Refuses fields that the schema does not have, in this message or inside it, but for {@link
   * #fieldsWithoutEffect}.
   *
   * @throws ProtoFormatException naming the field and, if known, the fork of Caffe that has it
   */
  public void requireKnownFields() {
    requireKnownFields("");
  }

  /**
   * Refuses fields as {@link #requireKnownFields()} does.
   *
   * @param advice how the error ends: what may be done about it
   * @throws ProtoFormatException naming the field and, if known, the fork of Caffe that has it
   */
  public void requireKnownFields(String advice) {
    for (UnknownField field : allUnknownFields()) {
      if (!KnownForks.isWithoutEffect(field)) {
        throw new ProtoFormatException(field.location(), KnownForks.explain(field) + advice);
      }
    }
  }

  /** The fields of forks, in this message or inside it, that are passed over. */
  public List<UnknownField> fieldsWithoutEffect() {
    return allUnknownFields().stream().filter(KnownForks::isWithoutEffect).toList();
  }

  /**
   * Refuses fields that the schema does not have, in this message or inside it, but for the
   * elements of one field, which somebody else judges.
   *
   * @throws ProtoFormatException naming the field and, if known, the fork of Caffe that has it
   */
  public void requireKnownFieldsOutside(String field) {
    withChildren(field, List.of()).requireKnownFields();
  }

  /** Returns, to be thrown, an error at the start of this message. */
  public ProtoFormatException error(String problem) {
    return new ProtoFormatException(location, problem);
  }

  /** Returns, to be thrown, an error at a field of this message. */
  public ProtoFormatException error(String field, String problem) {
    return new ProtoFormatException(location(field), problem);
  }

  /**
   * The source of a message that the text does not have, made of one of this message's fields.
   *
   * @param name the new message's name in the schema
   * @param field the field that it is made of
   */
  public Source inserted(String name, String field) {
    return empty(name, location(field));
  }

  /** Returns this source with other children, for a message whose elements were changed. */
  public Source withChildren(String field, List<Source> children) {
    Map<String, List<Source>> changed = new HashMap<>(messages);
    changed.put(field, List.copyOf(children));
    return new Source(message, location, scalars, changed, unknown);
  }

  /** Collects a source while a text is parsed. */
  static final class Builder {
    private final String message;
    private final Location location;
    private final Map<String, List<Location>> scalars = new HashMap<>();
    private final Map<String, List<Source>> messages = new HashMap<>();
    private final List<UnknownField> unknown = new ArrayList<>();

    Builder(String message, Location location) {
      this.message = message;
      this.location = location;
    }

    Location location() {
      return location;
    }

    void scalar(String field, Location place) {
      scalars.computeIfAbsent(field, name -> new ArrayList<>(1)).add(place);
    }

    void message(String field, Source child) {
      messages.computeIfAbsent(field, name -> new ArrayList<>(1)).add(child);
    }

    void unknown(UnknownField field) {
      unknown.add(field);
    }

    Source build() {
      return new Source(message, location, scalars, messages, List.copyOf(unknown));
    }
  }
}
