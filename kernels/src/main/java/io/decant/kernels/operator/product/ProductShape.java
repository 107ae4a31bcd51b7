package io.decant.kernels.operator.product;

import java.util.Map;

/**
 * How a group computes its tile of a product; {@code product.h} says what the numbers mean.
 *
 * @param method the way
 * @param tileM rows of a group's tile
 * @param tileN columns of a group's tile
 * @param tileK extent of a step along k
 * @param itemM rows that a work item computes
 * @param itemN columns that a work item computes
 * @param stages steps in local memory at once
 */
record ProductShape(
    Method method, int tileM, int tileN, int tileK, int itemM, int itemN, int stages) {
  /** Ways of computing a tile; the number is PRODUCT in {@code product.h}. */
  enum Method {
    /** On any device. */
    PORTABLE(0),
    /** With NVIDIA's asynchronous copies. */
    ASYNCHRONOUS(1),
    /** On NVIDIA's matrix units, in TF32. */
    MATRIX_UNITS(2),
    /** A group of one item, for CPUs. */
    CPU(3);

    private final int number;

    Method(int number) {
      this.number = number;
    }
  }

  int items() {
    return tileM * tileN / (itemM * itemN);
  }

  /**
   * Returns the local memory of a group, in bytes; vectors have a gap behind each row of a step.
   */
  long localBytes() {
    long gap = method == Method.MATRIX_UNITS ? 0 : 4;
    return (long) stages * tileK * (tileM + gap + tileN + gap) * Float.BYTES;
  }

  Map<String, String> constants() {
    return Map.of(
        "PRODUCT", Integer.toString(method.number),
        "TILE_M", Integer.toString(tileM),
        "TILE_N", Integer.toString(tileN),
        "TILE_K", Integer.toString(tileK),
        "ITEM_M", Integer.toString(itemM),
        "ITEM_N", Integer.toString(itemN),
        "STAGES", Integer.toString(stages));
  }
}
