package io.decant.backend.cpu.work;

/**
 * Heap arrays of one thread, kept from task to task. What they hold when a task starts is
 * undefined. Not thread-safe.
 */
public final class Scratch {
  private static final int SLOTS = 8;

  private final float[][] arrays = new float[SLOTS][];

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
}
