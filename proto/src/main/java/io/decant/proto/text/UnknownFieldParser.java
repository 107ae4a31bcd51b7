package io.decant.proto.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Parses a field without a schema, from behind its name. */
final class UnknownFieldParser {
  private final TokenReader in;
  private final Nesting nesting;

  UnknownFieldParser(TokenReader in, Nesting nesting) {
    this.in = in;
    this.nesting = nesting;
  }

  void parse(String message, FieldName name, Consumer<UnknownField> sink) {
    boolean colon = in.takeIf(':');
    if (in.peek().is('{') || in.peek().is('<')) {
      sink.accept(nested(message, name));
      return;
    }
    if (!colon) {
      throw in.error(
          in.peek(),
          "expected \":\" or \"{\" behind \"" + name.text() + "\", found " + in.peek().shown());
    }
    if (!in.takeIf('[')) {
      sink.accept(scalar(message, name));
      return;
    }
    if (in.takeIf(']')) {
      return;
    }
    do {
      boolean opens = in.peek().is('{') || in.peek().is('<');
      sink.accept(opens ? nested(message, name) : scalar(message, name));
    } while (in.takeIf(','));
    in.expect(']', "or \",\" in a list");
  }

  private UnknownField nested(String message, FieldName name) {
    List<UnknownField> fields = new ArrayList<>();
    char closing = nesting.open();
    while (!in.takeIf(closing)) {
      if (in.peek().kind() == Token.Kind.END) {
        throw in.error(in.peek(), "\"" + name.text() + "\" is not closed by \"" + closing + "\"");
      }
      parse(name.text(), FieldName.read(in), fields::add);
      if (!in.takeIf(';')) {
        in.takeIf(',');
      }
    }
    nesting.close();
    return new UnknownField(message, name.text(), in.location(name.token()), null, fields);
  }

  private UnknownField scalar(String message, FieldName name) {
    Token value = in.peek();
    String text;
    if (value.kind() == Token.Kind.STRING) {
      text = in.decode(in.strings(), value);
    } else {
      String sign = in.takeIf('-') ? "-" : "";
      Token unsigned = in.peek();
      switch (unsigned.kind()) {
        case NAME, INTEGER, DECIMAL -> text = sign + in.take().text();
        default ->
            throw in.error(
                unsigned, "expected a value of \"" + name.text() + "\", found " + unsigned.shown());
      }
    }
    return new UnknownField(message, name.text(), in.location(name.token()), text, List.of());
  }
}
