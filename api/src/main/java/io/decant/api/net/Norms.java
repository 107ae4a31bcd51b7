package io.decant.api.net;

import io.decant.api.engine.Engine;
import io.decant.spi.memory.Region;
import io.decant.spi.op.TensorSpec;
import java.nio.FloatBuffer;

/**
 * Sums over one array or several, on the host.
 *
 * @param count number of elements
 * @param absolute sum of absolute values
 * @param squares sum of squares
 */
record Norms(long count, double absolute, double squares) {
  static final Norms NONE = new Norms(0, 0, 0);

  /** Elements that are brought to the host at once. */
  private static final int CHUNK = 1 << 20;

  /** Reads a dense float32 region and waits for it. */
  static Norms of(Engine engine, Region region) {
    long count = region.tensor().shape().count();
    float[] values = new float[(int) Math.min(CHUNK, count)];
    double absolute = 0;
    double squares = 0;
    for (long first = 0; first < count; first += CHUNK) {
      int size = (int) Math.min(CHUNK, count - first);
      Region part =
          new Region(
              region.block(), region.offset() + Float.BYTES * first, TensorSpec.float32(size));
      engine.read(part, FloatBuffer.wrap(values, 0, size));
      for (int i = 0; i < size; i++) {
        absolute += Math.abs(values[i]);
        squares += (double) values[i] * values[i];
      }
    }
    return new Norms(count, absolute, squares);
  }

  /** Returns the mean of absolute values; NaN of nothing. */
  double mean() {
    return absolute / count;
  }

  /** Returns the root of the sum of squares. */
  double euclidean() {
    return Math.sqrt(squares);
  }

  /** Returns the sums over both. */
  Norms plus(Norms other) {
    return new Norms(count + other.count, absolute + other.absolute, squares + other.squares);
  }
}
