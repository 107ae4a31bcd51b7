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

  /** Loads the image's channels, which start at {@code at}. */
  void load(Region x, long at, Scratch scratch);

  /** Writes the windows {@code from} to {@code to} of the loaded image as a dense matrix. */
  void unfold(int from, int to, Region matrix, long at, Scratch scratch);

  /** Starts an image of zeros. */
  void clear(Scratch scratch);

  /** Adds a matrix of the windows {@code from} to {@code to} to the image. */
  void fold(int from, int to, Region matrix, long at, Scratch scratch);

  /** Stores the image's channels at {@code at} and behind. */
  void store(Region x, long at, Scratch scratch);
}
