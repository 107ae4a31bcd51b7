package io.decant.api.layer;

import io.decant.proto.ProtoFormatException;
import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.caffe.Phase;
import io.decant.proto.text.Source;
import io.decant.proto.text.UnknownField;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a layer is made from.
 *
 * @param parameter its part of the prototxt
 * @param source where that stands, for errors
 * @param phase TRAIN or TEST
 * @param seed a number that differs from layer to layer and is the same in every run with the same
 *     seed
 * @param directory where relative paths of the prototxt start
 * @param share which records a source reads
 */
public record LayerConfig(
    LayerParameter parameter,
    Source source,
    Phase phase,
    long seed,
    Path directory,
    DataShare share) {
  /** Returns the layer's name. */
  public String name() {
    return parameter.getName();
  }

  /** Returns the same with other fields, for a layer that is a special case of another one. */
  public LayerConfig with(LayerParameter fields) {
    return new LayerConfig(fields, source, phase, seed, directory, share);
  }

  /**
   * Returns where a file is that the prototxt names.
   *
   * @throws ProtoFormatException when no file can have that name
   */
  public Path resolve(String file) {
    try {
      return directory.resolve(file);
    } catch (InvalidPathException e) {
      throw error("no file can have the name '" + file + "': " + e.getReason());
    }
  }

  /** Returns the fields of this layer that Caffe's schema does not have. */
  public List<UnknownField> unknownFields() {
    return source.allUnknownFields();
  }

  /**
   * Returns the fields of a message of this layer that Caffe's schema does not have, such as {@code
   * my_param}; none when the prototxt does not have the message. Any other field that the schema
   * does not have is refused.
   *
   * @throws ProtoFormatException when there is another such field
   */
  public ExtraFields extra(String message) {
    for (UnknownField field : unknownFields()) {
      if (!source.unknownFields().contains(field) || !field.name().equals(message)) {
        throw new ProtoFormatException(
            field.location(),
            words("field '" + field.name() + "' is unknown in " + field.message()));
      }
    }
    return extra().message(message);
  }

  /** Returns the fields of this layer itself that Caffe's schema does not have; refuses none. */
  public ExtraFields extra() {
    return new ExtraFields(words(""), "layer", source.location(), source.unknownFields());
  }

  private String words(String problem) {
    String layer = "layer '" + name() + "' (" + parameter.getType() + ")";
    return problem.isEmpty() ? layer : layer + ": " + problem;
  }

  /**
   * Returns the error to throw when a field's value is refused; it names the file, line and layer.
   */
  public ProtoFormatException error(String problem) {
    return source.error(words(problem));
  }

  /**
   * Returns the error to throw when a field of one of the layer's messages is refused; it names the
   * field's own line.
   *
   * @param message the message's field in the layer, for instance {@code pooling_param}
   * @param field the refused field in it
   * @param problem what is wrong, naming the field
   */
  public ProtoFormatException error(String message, String field, String problem) {
    return source.child(message, 0).error(field, words(problem));
  }
}
