package io.decant.data.layer;

import java.util.SplittableRandom;

/**
 * The order in which the rows of some files come: an endless sequence that goes through all files
 * again and again. When it is shuffled, each round has an order of files of its own, and in it each
 * file an order of rows, all of them made from the seed and the number of the round alone; so every
 * place of the sequence can be found again. Not thread-safe.
 */
final class RowOrder {
  private static final int[] IN_ORDER = {};

  private final int[] rows;
  private final boolean shuffles;
  private final long seed;

  private long round;
  private int slot;
  private int row;
  private int[] files;
  private int[] permutation;

  /**
   * Creates an order.
   *
   * @param rows of each file, all of them positive
   * @param place where to begin, counted from 0 from the start of the sequence
   */
  RowOrder(int[] rows, boolean shuffles, long seed, long place) {
    this.rows = rows.clone();
    this.shuffles = shuffles;
    this.seed = seed;
    long total = 0;
    for (int count : rows) {
      total += count;
    }
    round = place / total;
    long left = place % total;
    files = permutation(-1, rows.length);
    while (left >= rows[file()]) {
      left -= rows[file()];
      slot++;
    }
    row = (int) left;
    permutation = permutation(slot, rows[file()]);
  }

  /** Returns the number of the file that the next row is in. */
  int file() {
    return shuffles ? files[slot] : slot;
  }

  /** Returns the number of the next row in its file. */
  int row() {
    return shuffles ? permutation[row] : row;
  }

  /** Goes so many rows further. */
  void next(int steps) {
    for (int i = 0; i < steps; i++) {
      next();
    }
  }

  /** Goes to the next row. */
  void next() {
    if (++row < rows[file()]) {
      return;
    }
    row = 0;
    if (++slot == rows.length) {
      slot = 0;
      round++;
      files = permutation(-1, rows.length);
    }
    permutation = permutation(slot, rows[file()]);
  }

  /** Shuffles the numbers below a count (Fisher and Yates), for one purpose of this round. */
  private int[] permutation(int purpose, int count) {
    if (!shuffles) {
      return IN_ORDER;
    }
    SplittableRandom random =
        new SplittableRandom(new SplittableRandom(seed + round).nextLong() + purpose);
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      numbers[i] = numbers[j];
      numbers[j] = i;
    }
    return numbers;
  }
}
