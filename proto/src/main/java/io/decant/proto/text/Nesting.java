package io.decant.proto.text;

/** Counts how deep a text nests, so that a text made to exhaust the stack gets an error instead. */
final class Nesting {
  /** Caffe's own schema nests six deep; protocol buffers' binary parsers stop at 100 as well. */
  static final int LIMIT = 100;

  private final TokenReader in;
  private int depth;

  Nesting(TokenReader in) {
    this.in = in;
  }

  /** Takes the opening bracket and returns the closing one. */
  char open() {
    Token bracket = in.peek();
    if (++depth > LIMIT) {
      throw in.error(bracket, "messages nest deeper than " + LIMIT + " levels");
    }
    if (in.takeIf('{')) {
      return '}';
    }
    if (in.takeIf('<')) {
      return '>';
    }
    throw in.error(bracket, "expected \"{\", found " + bracket.shown());
  }

  void close() {
    depth--;
  }
}
