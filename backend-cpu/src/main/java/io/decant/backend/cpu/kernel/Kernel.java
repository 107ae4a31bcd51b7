package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;

/**
 * An operator over a fixed geometry. Everything that follows from the geometry is computed when it
 * is made; it keeps nothing between runs, so it is thread-safe.
 */
public interface Kernel {
  /** Returns the bytes of workspace that {@link #run} needs. */
  default long workspaceBytes() {
    return 0;
  }

  /**
   * Runs the operator.
   *
   * @param operands its operands in order, and behind them its workspace if it needs one
   * @param workers who does the work; called on a stream's thread
   */
  void run(Region[] operands, Workers workers);
}
