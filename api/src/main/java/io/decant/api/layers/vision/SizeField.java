package io.decant.api.layers.vision;

import io.decant.api.layer.LayerConfig;

/** Reads sizes of windows, which the schema has as unsigned 32-bit numbers. */
final class SizeField {
  /** The largest kernel, stride, padding or dilation. */
  static final long LIMIT = 1L << 24;

  private SizeField() {}

  /** Returns a size; fails where it is below {@code least} or beyond the limit. */
  static long read(LayerConfig config, String message, String field, int value, long least) {
    long size = Integer.toUnsignedLong(value);
    if (size < least) {
      throw config.error(message, field, field + " is " + size + ", it must be at least " + least);
    }
    if (size > LIMIT) {
      throw config.error(
          message, field, field + " is " + size + ", at most " + LIMIT + " is allowed");
    }
    return size;
  }
}
