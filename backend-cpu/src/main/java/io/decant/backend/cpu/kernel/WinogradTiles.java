package io.decant.backend.cpu.kernel;

/**
 * Cuts the planes of a batch into tiles of 2 x 2 elements, and the tiles into strips: some whole
 * images, or some rows of tiles of one. In a strip, tiles are numbered along rows, image after
 * image; each row of tiles is followed by one tile that means nothing, so that every tile's right
 * neighbour is the next one and loops run over whole strips.
 */
final class WinogradTiles {
  /** Points that a tile becomes: 4 x 4. */
  static final int POINTS = 16;

  /** Points of all channels of a strip, in floats, unless weights have more. */
  private static final long STRIP_FLOATS = 1L << 20;

  final int height;
  final int width;
  final int pitch;
  private final int batch;
  private final int rows;
  private final int imagesTogether;
  private final int rowsTogether;

  /**
   * A part of the batch.
   *
   * @param image first image
   * @param images number of images
   * @param row first row of tiles
   * @param rows number of rows of tiles
   * @param tiles number of tiles
   */
  record Strip(int image, int images, int row, int rows, int tiles) {}

  /**
   * Chooses the strips.
   *
   * @param batch images
   * @param height rows of a plane
   * @param width elements of a row
   * @param channels channels that are worked on at once
   * @param weights number of weights: the more, the larger strips must be to be worth reading them
   */
  WinogradTiles(int batch, int height, int width, long channels, long weights) {
    this.batch = batch;
    this.height = height;
    this.width = width;
    this.rows = (height + 1) / 2;
    this.pitch = (width + 1) / 2 + 1;
    long fitting = Math.max(STRIP_FLOATS, POINTS * weights) / (POINTS * channels);
    this.rowsTogether = (int) Math.max(1, Math.min(rows, fitting / pitch));
    long whole = fitting / ((long) rows * pitch);
    this.imagesTogether = rowsTogether < rows ? 1 : (int) Math.max(1, Math.min(batch, whole));
  }

  /** Returns the number of strips. */
  int strips() {
    return stripsOfImage() * ((batch + imagesTogether - 1) / imagesTogether);
  }

  private int stripsOfImage() {
    return (rows + rowsTogether - 1) / rowsTogether;
  }

  /** Returns a strip. */
  Strip strip(int index) {
    int image = index / stripsOfImage() * imagesTogether;
    int row = index % stripsOfImage() * rowsTogether;
    int images = Math.min(imagesTogether, batch - image);
    int now = Math.min(rowsTogether, rows - row);
    return new Strip(image, images, row, now, images * now * pitch);
  }

  /** Returns the tiles of the largest strip. */
  int most() {
    return imagesTogether * rowsTogether * pitch;
  }
}
