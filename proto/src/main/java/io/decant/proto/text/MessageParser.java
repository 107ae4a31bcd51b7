package io.decant.proto.text;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;

/** Parses a text into a message, by the message's descriptor. */
final class MessageParser {
  private final TokenReader in;
  private final Nesting nesting;
  private final ScalarParser scalars;
  private final UnknownFieldParser unknowns;

  MessageParser(byte[] text, String file) {
    in = new TokenReader(text, file);
    nesting = new Nesting(in);
    scalars = new ScalarParser(in);
    unknowns = new UnknownFieldParser(in, nesting);
  }

  @SuppressWarnings("unchecked") // a builder builds what it came from
  <M extends Message> Located<M> parse(M prototype) {
    Message.Builder builder = prototype.newBuilderForType();
    Token start = new Token(Token.Kind.END, new byte[0], 1, 1);
    Source.Builder source =
        new Source.Builder(prototype.getDescriptorForType().getName(), in.location(start));
    while (in.peek().kind() != Token.Kind.END) {
      field(builder, source);
    }
    requireRequired(builder, source);
    return new Located<>((M) builder.build(), source.build());
  }

  private void field(Message.Builder builder, Source.Builder source) {
    FieldName name = FieldName.read(in);
    FieldDescriptor field = builder.getDescriptorForType().findFieldByName(name.text());
    if (field == null) {
      String message = builder.getDescriptorForType().getName();
      unknowns.parse(message, name, source::unknown);
    } else if (field.getJavaType() == JavaType.MESSAGE) {
      in.takeIf(':');
      values(builder, source, field, name);
    } else {
      in.expect(':', "behind \"" + name.text() + "\"");
      values(builder, source, field, name);
    }
    if (!in.takeIf(';')) {
      in.takeIf(',');
    }
  }

  private void values(
      Message.Builder builder, Source.Builder source, FieldDescriptor field, FieldName name) {
    if (!field.isRepeated()) {
      if (builder.hasField(field)) {
        throw in.error(
            name.token(),
            String.format(
                "\"%s\" is set twice; the first is at %s",
                name.text(), source.build().location(name.text())));
      }
      value(builder, source, field, name.token());
    } else if (!in.peek().is('[')) {
      value(builder, source, field, name.token());
    } else {
      in.take();
      if (in.takeIf(']')) {
        return;
      }
      do {
        value(builder, source, field, in.peek());
      } while (in.takeIf(','));
      in.expect(']', "or \",\" in the list of \"" + name.text() + "\"");
    }
  }

  private void value(
      Message.Builder builder, Source.Builder source, FieldDescriptor field, Token at) {
    Object value;
    if (field.getJavaType() == JavaType.MESSAGE) {
      Message.Builder inner = builder.newBuilderForField(field);
      Source.Builder innerSource =
          new Source.Builder(field.getMessageType().getName(), in.location(at));
      message(inner, innerSource, field.getName());
      value = inner.build();
      source.message(field.getName(), innerSource.build());
    } else {
      value = scalars.parse(field);
      source.scalar(field.getName(), in.location(at));
    }
    if (field.isRepeated()) {
      builder.addRepeatedField(field, value);
    } else {
      builder.setField(field, value);
    }
  }

  private void message(Message.Builder builder, Source.Builder source, String name) {
    char closing = nesting.open();
    while (!in.takeIf(closing)) {
      if (in.peek().kind() == Token.Kind.END) {
        throw in.error(
            in.peek(),
            String.format(
                "\"%s\", opened at %s, is not closed by \"%c\"", name, source.location(), closing));
      }
      field(builder, source);
    }
    nesting.close();
    requireRequired(builder, source);
  }

  private static void requireRequired(Message.Builder builder, Source.Builder source) {
    for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
      if (field.isRequired() && !builder.hasField(field)) {
        throw source
            .build()
            .error("\"" + field.getName() + "\" must be set in a " + source.build().message());
      }
    }
  }
}
