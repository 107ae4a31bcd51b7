package io.decant.data.hdf5;

import io.decant.spi.op.Shape;
import java.nio.FloatBuffer;

/**
 * Numbers to write.
 *
 * @param name the name of the dataset, ASCII without slashes
 * @param shape its extents, the outermost first
 * @param values where they come from
 */
public record Hdf5Array(String name, Shape shape, Values values) {
  /** Gives numbers piece by piece, the last axis running fastest. */
  @FunctionalInterface
  public interface Values {
    /** Returns the numbers from {@code first} on, {@code count} of them. */
    FloatBuffer floats(long first, int count);
  }

  long bytes() {
    return Float.BYTES * shape.count();
  }
}
