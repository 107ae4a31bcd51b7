package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import java.util.Arrays;

/**
 * A tensor that repeats along some of three axes, laid out as if it did not. Axes of extent 1 are
 * dropped and neighbours that behave alike are merged, so that runs are long.
 */
final class Repeats {
  private final long middle;
  private final long inner;
  private final long strideOuter;
  private final long strideMiddle;
  private final boolean hasInner;

  /**
   * Describes the tensor.
   *
   * @param outer extent of the outer axis
   * @param middle extent of the middle axis
   * @param inner extent of the inner axis
   * @param has whether the tensor has each of them
   */
  Repeats(long outer, long middle, long inner, boolean... has) {
    long[] extents = {1, 1, 1};
    boolean[] own = {false, false, false};
    long[] given = {outer, middle, inner};
    int axes = 0;
    for (int axis = 2; axis >= 0; axis--) {
      if (given[axis] == 1) {
        continue;
      }
      if (axes > 0 && own[axes - 1] == has[axis]) {
        extents[axes - 1] *= given[axis];
      } else {
        extents[axes] = given[axis];
        own[axes] = has[axis];
        axes++;
      }
    }
    this.inner = extents[0];
    this.middle = extents[1];
    this.hasInner = own[0];
    long innerCount = own[0] ? extents[0] : 1;
    this.strideMiddle = own[1] ? innerCount : 0;
    this.strideOuter = own[2] ? innerCount * (own[1] ? extents[1] : 1) : 0;
  }

  /** Returns whether nothing repeats. */
  boolean isFull() {
    return hasInner && middle == 1 && strideOuter == 0;
  }

  /** Writes the {@code n} elements from {@code at} of the laid out tensor on to {@code target}. */
  void expand(Region tensor, long at, float[] target, int n) {
    long row = at / inner;
    long column = at - row * inner;
    int done = 0;
    while (done < n) {
      int run = (int) Math.min(n - done, inner - column);
      long o = row / middle;
      long start = o * strideOuter + (row - o * middle) * strideMiddle;
      if (hasInner) {
        tensor.get(start + column, target, done, run);
      } else {
        Arrays.fill(target, done, done + run, tensor.get(start));
      }
      done += run;
      column = 0;
      row++;
    }
  }
}
