package io.decant.spi.op;

/** Functions of two numbers, for {@link Binary} and {@link Broadcast}. */
public enum BinaryFunction {
  /** {@code x + y}. */
  ADD,
  /** {@code x - y}. */
  SUB,
  /** {@code x * y}. */
  MUL,
  /** {@code x / y}. */
  DIV,
  /** The larger; NaN if either is NaN. */
  MAX,
  /** The smaller; NaN if either is NaN. */
  MIN,
  /** {@code x^y}, as C's pow. */
  POW,
  /** {@code y != 0 ? x : 0}: x does not matter, not even as NaN, where y is 0. */
  MASK,
  /** {@code x > y ? 1 : 0}. */
  GREATER,
  /** {@code x >= y ? 1 : 0}. */
  GREATER_EQUAL,
  /** {@code x == y ? 1 : 0}. */
  EQUAL
}
