package io.decant.spi.op;

/**
 * What an operator does with an operand; it follows from the operator and is never declared twice.
 */
public enum Intent {
  /** Read only. */
  READ,
  /** Every element is overwritten; old contents are never looked at, hence never fetched. */
  WRITE,
  /** Old contents matter and change. */
  READ_WRITE,
  /** Scratch of this operator: no meaning before, none after. */
  DISCARD;

  /** Returns whether old contents are looked at. */
  public boolean reads() {
    return this == READ || this == READ_WRITE;
  }

  /** Returns whether contents change. */
  public boolean writes() {
    return this != READ;
  }
}
