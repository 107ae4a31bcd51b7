package io.decant.api.layers.detection;

import java.nio.FloatBuffer;

/**
 * A box that a net found.
 *
 * @param label its class
 * @param score how sure the net is
 * @param box where it is
 */
record Detection(int label, float score, Box box) {
  /** Numbers of a row: image, label, score, left, top, right, bottom. */
  static final int NUMBERS = 7;

  void write(FloatBuffer rows, int row, int image) {
    write(
        rows,
        row,
        new float[] {image, label, score, box.left(), box.top(), box.right(), box.bottom()});
  }

  /** Writes a row that says that an image has nothing. */
  static void writeNone(FloatBuffer rows, int row, int image) {
    write(rows, row, new float[] {image, -1, -1, -1, -1, -1, -1});
  }

  private static void write(FloatBuffer rows, int row, float[] numbers) {
    for (int i = 0; i < NUMBERS; i++) {
      rows.put(row * NUMBERS + i, numbers[i]);
    }
  }
}
