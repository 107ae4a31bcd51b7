package io.decant.proto.text;

import com.google.protobuf.Message;

/**
 * A message and where it came from.
 *
 * @param message the message
 * @param source where its fields stand in the text
 * @param <M> the message's type
 */
public record Located<M extends Message>(M message, Source source) {
  /**
   * Wraps a message that was built in code.
   *
   * @param message the message
   * @param name what errors call it, in place of a file
   */
  public static <M extends Message> Located<M> inCode(M message, String name) {
    return new Located<>(
        message, Source.withoutText(message.getDescriptorForType().getName(), name));
  }
}
