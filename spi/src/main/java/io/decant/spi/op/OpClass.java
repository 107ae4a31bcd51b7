package io.decant.spi.op;

/** What may be done with an operator besides running it once, in order. */
public enum OpClass {
  /** A function of its operands: may be recomputed, tiled, reordered within its dependences. */
  PURE,
  /** Changes something that persists (moving averages, parameters, solver history): runs once. */
  STATE,
  /** Brings in data from outside the program. */
  SOURCE,
  /** Java code over host memory. */
  HOST
}
