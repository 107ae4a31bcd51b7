package io.decant.spi.run;

import io.decant.spi.memory.ProgramOp;

/**
 * Learns which operators are cut into tiles because their blocks exceed the pool. Sums over tiles
 * are rounded otherwise than sums in one piece.
 */
@FunctionalInterface
public interface TilingListener {
  /**
   * Called each time an operator is cut.
   *
   * @param op the operator; where a layer's operator was taken apart first, one of its parts
   * @param axes names of the axes along which it is cut
   * @param tiles how many tiles it has
   */
  void tiled(ProgramOp op, String axes, int tiles);

  /**
   * Called each time an operator is replaced by its decomposition since it cannot be cut itself.
   *
   * @param op the operator
   */
  default void takenApart(ProgramOp op) {}

  /**
   * Called each time an operator gets less workspace than others, since its blocks leave no more.
   *
   * @param op the operator
   * @param bytes that its workspace has
   */
  default void withLessWorkspace(ProgramOp op, long bytes) {}
}
