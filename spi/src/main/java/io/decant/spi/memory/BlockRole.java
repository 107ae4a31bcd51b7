package io.decant.spi.memory;

/** What a block is for. */
public enum BlockRole {
  /** Data from outside the program. */
  INPUT,
  /** Results of the forward pass. */
  ACTIVATION,
  /** Gradients of the backward pass. */
  GRADIENT,
  /** What is learned, and moving averages. */
  PARAMETER,
  /** What a solver remembers of earlier iterations. */
  HISTORY,
  /** Scratch of a single operator, and temporaries between the operators of a decomposition. */
  WORKSPACE
}
