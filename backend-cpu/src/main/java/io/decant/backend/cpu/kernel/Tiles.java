package io.decant.backend.cpu.kernel;

/** Sizes that kernels move data in. */
final class Tiles {
  /** Elements that are moved to the heap and computed on at a time; several fit the first cache. */
  static final int TILE = 2048;

  /** Elements that make a task worth handing to another thread, for cheap arithmetic. */
  static final int GRAIN = 16_384;

  private Tiles() {}

  /** Returns how many units of {@code size} elements make a task: at least 1. */
  static long unitsPerTask(long size) {
    return Math.max(1, GRAIN / Math.max(1, size));
  }
}
