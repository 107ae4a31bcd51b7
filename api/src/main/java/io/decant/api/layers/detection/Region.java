package io.decant.api.layers.detection;

import java.io.IOException;
import java.nio.FloatBuffer;

/**
 * A row of a blob of regions of interest.
 *
 * @param image which image of the batch
 * @param left of its first column, in the units of the row
 * @param top of its first row
 * @param right of its last column
 * @param bottom of its last row
 */
record Region(int image, float left, float top, float right, float bottom) {
  /** Numbers in a row: image, left, top, right, bottom. */
  static final int NUMBERS = 5;

  /** Reads a row; fails where it names an image that is not there or its numbers are none. */
  static Region read(FloatBuffer rows, int row, long images) throws IOException {
    int at = row * NUMBERS;
    float image = rows.get(at);
    Region region =
        new Region(
            (int) image, rows.get(at + 1), rows.get(at + 2), rows.get(at + 3), rows.get(at + 4));
    if (!(image >= 0 && image < images)) {
      throw new IOException(
          "region "
              + row
              + " is of image "
              + image
              + ", the batch has images 0 to "
              + (images - 1));
    }
    if (!Float.isFinite(region.left + region.top + region.right + region.bottom)) {
      throw new IOException("region " + row + " has a corner that is no finite number: " + region);
    }
    return region;
  }

  /** Rounds as C's round does: halves away from zero. */
  static float round(float number) {
    return (float) (Math.signum(number) * Math.floor(Math.abs((double) number) + 0.5));
  }
}
