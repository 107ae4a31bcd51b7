package io.decant.backend.cpu.work;

import java.util.Arrays;

/**
 * Heap arrays of one thread, kept from task to task. What they hold when a task starts is
 * undefined. Not thread-safe.
 */
public final class Scratch {
  private static final int SLOTS = 8;
  private static final int FAMILIES = 3;

  private final float[][] arrays = new float[SLOTS][];
  private final float[][][] families = new float[FAMILIES][0][];

  /** Creates empty scratch. */
  public Scratch() {
    for (int slot = 0; slot < SLOTS; slot++) {
      arrays[slot] = new float[0];
    }
  }

  /**
   * Returns an array.
   *
   * @param slot which one, 0 to 7; the same slot gives the same array
   * @param size how many elements it has at least
   */
  public float[] floats(int slot, int size) {
    float[] array = arrays[slot];
    if (array.length < size) {
      array = new float[size];
      arrays[slot] = array;
    }
    return array;
  }

  /**
   * Returns several arrays: the JVM's compiler vectorises loops over arrays that are indexed alike,
   * not over parts of one.
   *
   * @param family which ones, 0 to 2; the same family gives the same arrays
   * @param count how many
   * @param size how many elements each has at least
   */
  public float[][] family(int family, int count, int size) {
    float[][] members = families[family];
    if (members.length < count) {
      members = Arrays.copyOf(members, count);
      families[family] = members;
    }
    for (int i = 0; i < count; i++) {
      if (members[i] == null || members[i].length < size) {
        members[i] = new float[size];
      }
    }
    return members;
  }
}
