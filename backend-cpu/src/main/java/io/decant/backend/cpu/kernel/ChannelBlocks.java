package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.memory.Region;

/**
 * Cuts a tensor (outer, channels, inner) into blocks that hold all channels of some neighbouring
 * inner positions: what an operator across channels works on. On the heap a block is (channels,
 * width of the block).
 */
final class ChannelBlocks {
  private static final int FLOATS = 1 << 15;
  private static final int LEAST_WIDTH = 16;

  private final long outer;
  private final long channels;
  private final long inner;
  private final int width;
  private final long perOuter;

  ChannelBlocks(long outer, long channels, long inner) {
    this.outer = outer;
    this.channels = channels;
    this.inner = inner;
    long fitting = Math.max(LEAST_WIDTH, FLOATS / Math.max(1, channels));
    this.width = (int) Math.max(1, Math.min(inner, fitting));
    this.perOuter = (inner + width - 1) / width;
  }

  /** Returns whether a block fits an array on the heap. */
  static boolean covers(long channels) {
    return channels < Integer.MAX_VALUE / LEAST_WIDTH;
  }

  /** Returns the number of blocks. */
  long count() {
    return channels == 0 ? 0 : outer * perOuter;
  }

  /** Returns the number of channels. */
  int channels() {
    return (int) channels;
  }

  /** Returns the elements of the largest block. */
  int size() {
    return (int) channels * width;
  }

  /** Returns how many blocks make a task. */
  long grain() {
    return Tiles.unitsPerTask(size());
  }

  /** Returns the inner positions of a block. */
  int width(long block) {
    return (int) Math.min(width, inner - block % perOuter * width);
  }

  /** Returns the index of a block's first position in a tensor (outer, inner). */
  long position(long block) {
    return block / perOuter * inner + block % perOuter * width;
  }

  /** Loads a block. */
  void load(Region x, long block, float[] target) {
    long at = start(block);
    int n = width(block);
    if (n == inner) {
      x.get(at, target, 0, (int) channels * n);
      return;
    }
    for (int channel = 0; channel < channels; channel++) {
      x.get(at + channel * inner, target, channel * n, n);
    }
  }

  /** Stores a block. */
  void store(float[] source, Region x, long block) {
    long at = start(block);
    int n = width(block);
    if (n == inner) {
      x.put(at, source, 0, (int) channels * n);
      return;
    }
    for (int channel = 0; channel < channels; channel++) {
      x.put(at + channel * inner, source, channel * n, n);
    }
  }

  private long start(long block) {
    return block / perOuter * channels * inner + block % perOuter * width;
  }
}
