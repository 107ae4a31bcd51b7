package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;

/**
 * How the channels that a convolution's group sees in one image become a matrix of windows and
 * back, by way of a padded copy on the heap. Thread-safe; the copy lives in the thread's scratch.
 */
interface Unfolding {
  /**
   * Returns whether the matrix is (positions, depth) with the depth's channels innermost; else it
   * is (depth, positions) with the depth's channels outermost, as weights are stored.
   */
  boolean isByRows();

  /** What has been loaded of an image at first. */
  int NOTHING = -1;

  /**
   * Loads what some windows see of an image's channels. Windows come in order; rows that earlier
   * ones have loaded stay.
   *
   * @param x where the channels lie
   * @param at index of their first element
   * @param from first window
   * @param to the window behind the last one
   * @param loaded what the last call for this image returned, or {@link #NOTHING}
   * @return how far the image is loaded
   */
  int load(Region x, long at, int from, int to, int loaded, Scratch scratch);

  /** Writes the windows {@code from} to {@code to} that were loaded last as a dense matrix. */
  void unfold(int from, int to, Region matrix, long at, Scratch scratch);

  /** Starts an image of zeros. */
  void clear(Scratch scratch);

  /** Adds a matrix of the windows {@code from} to {@code to} to the image. */
  void fold(int from, int to, Region matrix, long at, Scratch scratch);

  /** Stores the image's channels at {@code at} and behind. */
  void store(Region x, long at, Scratch scratch);
}
