package io.decant.spi.memory;

/** The part of an iteration that an operator belongs to. */
public enum Direction {
  /** From data to loss. */
  FORWARD,
  /** From loss to gradients. */
  BACKWARD,
  /** From gradients to new parameters. */
  UPDATE
}
