package io.decant.spi.memory;

/** One step of a {@link Schedule}. */
public sealed interface Step {
  /**
   * Runs an operator.
   *
   * @param op its index in the lowered program
   */
  record Compute(int op) implements Step {}

  /**
   * Runs a {@link io.decant.spi.op.OpClass#PURE} operator again, whose result was dropped, for the
   * operator that is computed next.
   *
   * @param op its index in the lowered program
   */
  record Recompute(int op) implements Step {}

  /**
   * Says where a block goes that comes to the device next, by a swap-in or because an operator
   * overwrites it. What is there leaves.
   *
   * @param block which
   * @param address where its memory starts in the pool, in bytes
   */
  record Place(Block block, long address) implements Step {}

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
   * Starts to copy a block to the host, where it stays on the device: operators may read it
   * meanwhile, and a later {@link SwapOut} has nothing left to copy unless one changes it.
   *
   * @param block which
   */
  record WriteBack(Block block) implements Step {}

  /**
   * Frees the device memory of a block whose contents nobody needs.
   *
   * @param block which
   */
  record Drop(Block block) implements Step {}
}
