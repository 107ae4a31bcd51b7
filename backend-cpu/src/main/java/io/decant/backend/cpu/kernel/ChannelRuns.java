package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import io.decant.backend.cpu.work.Workers;
import org.jspecify.annotations.Nullable;

/**
 * Walks tensors (outer, channels, inner) in runs of one channel each, several channels at a time
 * where they are short. Parts of the outer axis are folded apart and merged in order, where
 * channels alone would be too few to share out.
 */
final class ChannelRuns {
  private static final int FLOATS = 2 * Tiles.TILE;
  private static final int ENOUGH_BLOCKS = 16;
  private static final int MOST_PARTS = 8;

  private final long outer;
  private final int channels;
  private final long inner;
  private final int together;
  private final int blocks;
  private final int parts;

  /** What is made of the runs of a channel. */
  interface Fold {
    /**
     * Takes a run into a channel's state.
     *
     * @param x elements of the first tensor; a copy
     * @param y elements of the second one, if there is one; a copy
     * @param from index of the run's first element in both
     * @param n its length
     * @param state states of all channels
     * @param at where this channel's starts
     * @param channel the channel
     */
    void take(float[] x, float[] y, int from, int n, double[] state, int at, int channel);

    /** Takes a later part's state into an earlier one's; they start at these indices. */
    default void merge(double[] state, int earlier, int later) {
      state[earlier] += state[later];
      state[earlier + 1] += state[later + 1];
    }
  }

  /** Replaces runs of x. */
  interface Change {
    /** Replaces {@code n} elements of x from {@code from} on, which belong to a channel. */
    void apply(float[] x, float[] y, int from, int n, int channel);
  }

  ChannelRuns(long outer, long channels, long inner) {
    this.outer = outer;
    this.channels = Math.toIntExact(channels);
    this.inner = inner;
    this.together = (int) Math.max(1, Math.min(channels, FLOATS / Math.max(1, inner)));
    this.blocks = (int) ((channels + together - 1) / together);
    this.parts = blocks >= ENOUGH_BLOCKS ? 1 : (int) Math.max(1, Math.min(MOST_PARTS, outer));
  }

  /** Returns whether the states of all channels fit an array. */
  static boolean covers(long channels) {
    return channels <= Integer.MAX_VALUE / (4 * MOST_PARTS);
  }

  /** Returns the number of elements of a channel. */
  long perChannel() {
    return outer * inner;
  }

  /**
   * Folds each channel.
   *
   * @param x first tensor
   * @param y second tensor, or x again where there is none
   * @param width numbers in a state, at least 2; they start as 0
   * @return the states of all channels
   */
  double[] fold(Region x, Region y, int width, Fold fold, Workers workers) {
    return fold(x, y, null, width, fold, workers);
  }

  /** Folds each channel, and writes what the fold has made of x to z. */
  double[] fold(Region x, Region y, @Nullable Region z, int width, Fold fold, Workers workers) {
    double[] states = new double[channels * parts * width];
    long perUnit = (outer + parts - 1) / parts * together * inner;
    workers.forRanges(
        (long) blocks * parts,
        Tiles.unitsPerTask(perUnit),
        (from, to, scratch) -> {
          for (long unit = from; unit < to; unit++) {
            int part = (int) (unit % parts);
            fold(x, y, z, (int) (unit / parts), part, width, fold, states, scratch);
          }
        });
    for (int part = 1; part < parts; part++) {
      for (int channel = 0; channel < channels; channel++) {
        fold.merge(states, channel * width, (part * channels + channel) * width);
      }
    }
    return states;
  }

  private void fold(
      Region x,
      Region y,
      @Nullable Region z,
      int block,
      int part,
      int width,
      Fold fold,
      double[] states,
      Scratch scratch) {
    Walk walk =
        (xs, ys, from, n, channel) ->
            fold.take(xs, ys, from, n, states, (part * channels + channel) * width, channel);
    for (long o = outer * part / parts; o < outer * (part + 1) / parts; o++) {
      walk(x, y, z, o, block, walk, scratch);
    }
  }

  /** Replaces x by a function of itself and of y, and writes it to z; y may be x. */
  void change(Region x, Region y, Region z, Change change, Workers workers) {
    workers.forRanges(
        outer * blocks,
        Tiles.unitsPerTask(together * inner),
        (from, to, scratch) -> {
          for (long unit = from; unit < to; unit++) {
            int block = (int) (unit % blocks);
            walk(x, y, z, unit / blocks, block, change::apply, scratch);
          }
        });
  }

  private interface Walk {
    void run(float[] x, float[] y, int from, int n, int channel);
  }

  private void walk(
      Region x, Region y, @Nullable Region z, long o, int block, Walk walk, Scratch scratch) {
    int first = block * together;
    int now = Math.min(together, channels - first);
    float[] xs = scratch.floats(Slots.X, FLOATS);
    float[] ys = x == y ? xs : scratch.floats(Slots.Y, FLOATS);
    long start = (o * channels + first) * inner;
    long count = now * inner;
    for (long done = 0; done < count; done += FLOATS) {
      int n = (int) Math.min(FLOATS, count - done);
      x.get(start + done, xs, 0, n);
      if (x != y) {
        y.get(start + done, ys, 0, n);
      }
      if (now == 1) {
        walk.run(xs, ys, 0, n, first);
      } else {
        for (int i = 0; i < now; i++) {
          walk.run(xs, ys, i * (int) inner, (int) inner, first + i);
        }
      }
      if (z != null) {
        z.put(start + done, xs, 0, n);
      }
    }
  }
}
