package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;

/**
 * Transforms between tiles and points. With the matrices of minimal filtering, a tile of y is
 * {@code A' ((G w G') . (B' x B)) A} for the 4 x 4 elements x that its windows cover: B, A and
 * their transposes are here. Lavin and Gray, "Fast algorithms for convolutional neural networks",
 * CVPR 2016. All tiles of some channels advance together, in loops that the JVM's compiler
 * vectorises.
 */
final class WinogradPoints {
  private static final int PARTS = 0;
  private static final int HALVES = 1;
  private static final int RESULTS = 2;

  /** Tiles that are transformed together; their arrays should fit the second-level cache. */
  private static final int TOGETHER = 1024;

  private final WinogradPlanes planes;
  private final int pitch;
  private final int channels;

  /**
   * Creates the transforms of planes.
   *
   * @param planes the planes
   * @param pitch tiles in a row
   * @param channels channels of an image
   */
  WinogradPoints(WinogradPlanes planes, int pitch, int channels) {
    this.planes = planes;
    this.pitch = pitch;
    this.channels = channels;
  }

  /** Returns how many channels to transform together. */
  int together(WinogradTiles.Strip strip) {
    return Math.max(1, Math.min(channels, TOGETHER / strip.tiles()));
  }

  private long at(int point, long channel, WinogradTiles.Strip strip) {
    return ((long) point * channels + channel) * strip.tiles();
  }

  /** Writes {@code B' x B} of every tile of some channels. */
  void ofInput(
      Region x,
      long channel,
      int count,
      WinogradTiles.Strip strip,
      Region points,
      Scratch scratch) {
    int area = (strip.rows() + 1) * pitch;
    int n = count * strip.images() * area;
    float[][] parts = scratch.family(PARTS, 8, n + pitch + 1);
    planes.load(x, channel, count, strip, strip.rows() + 1, parts, scratch);
    for (int part = 0; part < 4; part++) {
      System.arraycopy(parts[part], pitch, parts[4 + part], 0, n + 1);
    }
    float[][] halves = scratch.family(HALVES, 10, n + 1);
    differences(parts[0], parts[2], parts[4], parts[6], halves, 0, n + 1);
    differences(parts[1], parts[3], parts[5], parts[7], halves, 4, n + 1);
    float[][] results = scratch.family(RESULTS, 4, n);
    for (int row = 0; row < 4; row++) {
      System.arraycopy(halves[row], 1, halves[8], 0, n);
      System.arraycopy(halves[4 + row], 1, halves[9], 0, n);
      differences(halves[row], halves[4 + row], halves[8], halves[9], results, 0, n);
      for (int column = 0; column < 4; column++) {
        put(results[column], area, points, at(4 * row + column, channel, strip), count, strip);
      }
    }
  }

  /** Leaves out what lies behind the last row of each plane. */
  private void put(
      float[] result, int area, Region points, long at, int count, WinogradTiles.Strip strip) {
    int used = strip.rows() * pitch;
    for (int plane = 0; plane < count * strip.images(); plane++) {
      points.put(at + (long) plane * used, result, plane * area, used);
    }
  }

  /** From e, o and their neighbours: e - e', o + e', e' - o, o - o'. */
  private static void differences(
      float[] e, float[] o, float[] nextE, float[] nextO, float[][] y, int first, int n) {
    subtract(e, nextE, y[first], n);
    add(o, nextE, y[first + 1], n);
    subtract(nextE, o, y[first + 2], n);
    subtract(o, nextO, y[first + 3], n);
  }

  /** Writes {@code A p A'} of the points p of every tile of some channels, plus their bias. */
  void toOutput(
      Region points,
      float[] bias,
      Region y,
      long channel,
      int count,
      WinogradTiles.Strip strip,
      Scratch scratch) {
    int n = count * strip.tiles();
    float[][] loaded = scratch.family(PARTS, 4, n);
    float[][] halves = scratch.family(HALVES, 8, n);
    for (int row = 0; row < 4; row++) {
      for (int column = 0; column < 4; column++) {
        points.get(at(4 * row + column, channel, strip), loaded[column], 0, n);
      }
      join(loaded[0], loaded[1], loaded[2], loaded[3], halves[row], halves[4 + row], n);
    }
    float[][] results = scratch.family(RESULTS, 4, n);
    join(halves[0], halves[1], halves[2], halves[3], results[0], results[2], n);
    join(halves[4], halves[5], halves[6], halves[7], results[1], results[3], n);
    planes.store(results, bias, y, channel, count, strip, scratch);
  }

  private static void join(
      float[] a, float[] b, float[] c, float[] d, float[] sum, float[] difference, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] = a[i] + b[i] + c[i];
    }
    for (int i = 0; i < n; i++) {
      difference[i] = b[i] - c[i] - d[i];
    }
  }

  /** Writes {@code A dy A'} of every tile of some channels. */
  void ofGradient(
      Region dy,
      long channel,
      int count,
      WinogradTiles.Strip strip,
      Region points,
      Scratch scratch) {
    int n = count * strip.tiles();
    float[][] parts = scratch.family(PARTS, 4, n);
    planes.load(dy, channel, count, strip, strip.rows(), parts, scratch);
    float[][] halves = scratch.family(HALVES, 6, n);
    spread(parts[0], parts[2], halves, 0, n);
    spread(parts[1], parts[3], halves, 3, n);
    float[][] results = scratch.family(RESULTS, 3, n);
    for (int row = 0; row < 4; row++) {
      float[] even = row == 0 ? parts[0] : halves[row - 1];
      float[] odd = row == 0 ? parts[1] : halves[2 + row];
      spread(even, odd, results, 0, n);
      points.put(at(4 * row, channel, strip), even, 0, n);
      for (int column = 1; column < 4; column++) {
        points.put(at(4 * row + column, channel, strip), results[column - 1], 0, n);
      }
    }
  }

  /** From a and b: a + b, a - b, -b; before them would be a itself. */
  private static void spread(float[] a, float[] b, float[][] y, int first, int n) {
    add(a, b, y[first], n);
    subtract(a, b, y[first + 1], n);
    negate(b, y[first + 2], n);
  }

  private static void add(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] + b[i];
    }
  }

  private static void subtract(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] - b[i];
    }
  }

  private static void negate(float[] a, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = -a[i];
    }
  }
}
