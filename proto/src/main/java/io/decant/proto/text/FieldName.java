package io.decant.proto.text;

/**
 * The name of a field as it stands in a text.
 *
 * @param text the name; in square brackets for an extension
 * @param token where it stands
 */
record FieldName(String text, Token token) {
  static FieldName read(TokenReader in) {
    Token first = in.peek();
    if (first.kind() == Token.Kind.NAME) {
      return new FieldName(in.take().text(), first);
    }
    if (!first.is('[')) {
      throw in.error(first, "expected the name of a field, found " + first.shown());
    }
    StringBuilder name = new StringBuilder();
    while (!in.peek().is(']')) {
      Token part = in.take();
      boolean plain =
          part.kind() == Token.Kind.NAME || part.is('[') || part.is('.') || part.is('/');
      if (!plain || (part.is('[') && name.length() > 0)) {
        throw in.error(part, "expected the name of an extension, found " + part.shown());
      }
      name.append(part.text());
    }
    return new FieldName(name + in.take().text(), first);
  }
}
