package io.decant.tiering.plan;

/**
 * A stretch of operators; the boundary behind the last operator counts as one more.
 *
 * @param first the first
 * @param last the last, inclusive
 */
record Span(int first, int last) {
  /** Returns whether both have an operator. */
  boolean meets(Span other) {
    return first <= other.last && other.first <= last;
  }
}
