package io.decant.spi.memory;

/** One step of a {@link Schedule}. */
public sealed interface Step {
  /**
   * Runs an operator. An operator that occurs again is recomputed.
   *
   * @param op its index in the lowered program
   */
  record Compute(int op) implements Step {}

  /**
   * Starts to bring a block to the device.
   *
   * @param block which
   */
  record SwapIn(Block block) implements Step {}

  /**
   * Starts to copy a block to the host and frees its device memory.
   *
   * @param block which
   */
  record SwapOut(Block block) implements Step {}

  /**
   * Frees the device memory of a block whose contents nobody needs.
   *
   * @param block which
   */
  record Drop(Block block) implements Step {}
}
