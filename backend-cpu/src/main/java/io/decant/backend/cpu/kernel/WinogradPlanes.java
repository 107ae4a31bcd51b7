package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import java.util.Arrays;

/**
 * Moves the planes of some channels between memory and four arrays that hold the elements of even
 * and odd rows and columns apart: even rows' even columns, their odd ones, odd rows' even columns,
 * their odd ones. Each has an element for each tile, in the order channel, image, row, column.
 */
final class WinogradPlanes {
  private final int height;
  private final int width;
  private final int shiftRows;
  private final int shiftColumns;
  private final int pitch;
  private final long channels;

  /**
   * Describes planes.
   *
   * @param height rows
   * @param width elements of a row
   * @param shiftRows rows of padding before them that tiles also cover; may be negative
   * @param shiftColumns the same for columns
   * @param pitch tiles in a row
   * @param channels channels of an image
   */
  WinogradPlanes(int height, int width, int shiftRows, int shiftColumns, int pitch, long channels) {
    this.height = height;
    this.width = width;
    this.shiftRows = shiftRows;
    this.shiftColumns = shiftColumns;
    this.pitch = pitch;
    this.channels = channels;
  }

  private long at(long image, long channel, int row) {
    return ((image * channels + channel) * height + row) * width;
  }

  /**
   * Loads some rows of tiles of a strip's images, zeros outside.
   *
   * @param x where the planes lie
   * @param channel first channel
   * @param count number of channels
   * @param rows number of rows of tiles
   * @param parts receives the four arrays
   */
  void load(
      Region x,
      long channel,
      int count,
      WinogradTiles.Strip strip,
      int rows,
      float[][] parts,
      Scratch scratch) {
    int area = rows * pitch;
    for (int part = 0; part < 4; part++) {
      Arrays.fill(parts[part], 0);
    }
    int first = Math.max(0, 2 * strip.row() - shiftRows);
    int last = Math.min(height, 2 * (strip.row() + rows) - shiftRows);
    if (first >= last) {
      return;
    }
    float[] stage = scratch.floats(Slots.STAGE, (last - first) * width);
    for (int plane = 0; plane < count * strip.images(); plane++) {
      int image = strip.image() + plane % strip.images();
      long from = at(image, channel + plane / strip.images(), first);
      x.get(from, stage, 0, (last - first) * width);
      for (int y = first; y < last; y++) {
        int line = y + shiftRows - 2 * strip.row();
        int part = (line & 1) * 2;
        int to = plane * area + (line >> 1) * pitch;
        split(stage, (y - first) * width, parts[part], parts[part + 1], to);
      }
    }
  }

  /** Deals out a row to its even and its odd columns. */
  private void split(float[] source, int from, float[] even, float[] odd, int to) {
    int first = Math.max(0, -shiftColumns);
    int last = Math.min(width, 2 * pitch - shiftColumns);
    int at = to + ((first + shiftColumns) >> 1);
    if (((first + shiftColumns) & 1) == 1) {
      odd[at++] = source[from + first++];
    }
    int pairs = Math.max(0, last - first) >> 1;
    for (int i = 0; i < pairs; i++) {
      even[at + i] = source[from + first + 2 * i];
      odd[at + i] = source[from + first + 2 * i + 1];
    }
    if (first + 2 * pairs < last) {
      even[at + pairs] = source[from + first + 2 * pairs];
    }
  }

  /** Stores the rows of tiles of a strip's images; parameters as those of {@link #load}. */
  void store(
      float[][] parts,
      float[] bias,
      Region y,
      long channel,
      int count,
      WinogradTiles.Strip strip,
      Scratch scratch) {
    int area = strip.rows() * pitch;
    int first = 2 * strip.row();
    int rows = Math.min(height - first, 2 * strip.rows());
    float[] stage = scratch.floats(Slots.STAGE, rows * width);
    for (int plane = 0; plane < count * strip.images(); plane++) {
      int own = plane / strip.images();
      for (int line = 0; line < rows; line++) {
        int part = (line & 1) * 2;
        int at = plane * area + (line >> 1) * pitch;
        join(parts[part], parts[part + 1], at, bias[own], stage, line * width);
      }
      int image = strip.image() + plane % strip.images();
      y.put(at(image, channel + own, first), stage, 0, rows * width);
    }
  }

  private void join(float[] even, float[] odd, int at, float bias, float[] target, int to) {
    int pairs = width >> 1;
    for (int i = 0; i < pairs; i++) {
      target[to + 2 * i] = even[at + i] + bias;
      target[to + 2 * i + 1] = odd[at + i] + bias;
    }
    if ((width & 1) == 1) {
      target[to + width - 1] = even[at + pairs] + bias;
    }
  }
}
