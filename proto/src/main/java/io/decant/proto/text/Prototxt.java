package io.decant.proto.text;

import com.google.protobuf.Message;
import io.decant.proto.ProtoFileException;
import io.decant.proto.ProtoFormatException;
import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.internal.InputFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads and writes prototxt, protocol buffers' text format. Takes what Caffe takes; besides, a
 * field that the schema does not have is no error here but kept in the {@link Source}, for layers
 * that others define. All methods are safe to call from any thread.
 */
public final class Prototxt {
  /** Texts are held in memory while they are parsed; nets that people wrote are far smaller. */
  static final long LONGEST_FILE = 1L << 28;

  private Prototxt() {}

  /**
   * Reads a net as it is written, without the upgrade of old fields.
   *
   * @throws ProtoFileException if the file cannot be read
   * @throws ProtoFormatException if it is not a net
   */
  public static Located<NetParameter> parseNet(Path file) {
    return parse(file, NetParameter.getDefaultInstance());
  }

  /**
   * Reads a net from a text.
   *
   * @param text the net
   * @param name what errors call the text, in place of a file
   * @throws ProtoFormatException if it is not a net
   */
  public static Located<NetParameter> parseNet(String text, String name) {
    return parse(text, name, NetParameter.getDefaultInstance());
  }

  /**
   * Reads a solver as it is written, without the upgrade of old fields.
   *
   * @throws ProtoFileException if the file cannot be read
   * @throws ProtoFormatException if it is not a solver
   */
  public static Located<SolverParameter> parseSolver(Path file) {
    return parse(file, SolverParameter.getDefaultInstance());
  }

  /**
   * Reads a solver from a text.
   *
   * @param text the solver
   * @param name what errors call the text, in place of a file
   * @throws ProtoFormatException if it is not a solver
   */
  public static Located<SolverParameter> parseSolver(String text, String name) {
    return parse(text, name, SolverParameter.getDefaultInstance());
  }

  /**
   * Reads a message of any type.
   *
   * @param prototype the default instance of the type
   * @throws ProtoFileException if the file cannot be read
   * @throws ProtoFormatException if it does not hold such a message
   */
  public static <M extends Message> Located<M> parse(Path file, M prototype) {
    InputFiles.check(file, LONGEST_FILE, "");
    try {
      return new MessageParser(Files.readAllBytes(file), file.toString()).parse(prototype);
    } catch (IOException e) {
      throw InputFiles.unreadable(file, e);
    }
  }

  /**
   * Reads a message of any type from a text.
   *
   * @param text the message
   * @param name what errors call the text, in place of a file
   * @param prototype the default instance of the type
   * @throws ProtoFormatException if it is no such message
   */
  public static <M extends Message> Located<M> parse(String text, String name, M prototype) {
    return new MessageParser(text.getBytes(StandardCharsets.UTF_8), name).parse(prototype);
  }

  /** Pairs the layers of a net with their sources, in the order of the net. */
  public static List<Located<LayerParameter>> layers(Located<NetParameter> net) {
    List<Located<LayerParameter>> layers = new ArrayList<>();
    for (LayerParameter layer : net.message().getLayerList()) {
      layers.add(new Located<>(layer, net.source().child("layer", layers.size())));
    }
    return layers;
  }

  /**
   * Writes a message as Caffe does. Nothing is skipped: fields of a binary message that the schema
   * does not have appear under their numbers.
   */
  public static String print(Message message) {
    return print(Located.inCode(message, message.getDescriptorForType().getName()));
  }

  /**
   * Writes a message as Caffe does, with the unknown fields of its source at their messages' ends.
   */
  public static String print(Located<?> located) {
    StringBuilder out = new StringBuilder();
    new MessagePrinter(out).message(located.message(), located.source());
    return out.toString();
  }
}
