package io.decant.data.hdf5;

import io.decant.spi.op.Shape;
import java.nio.FloatBuffer;

/**
 * A dataset of float32 to write.
 *
 * @param name its name within its group
 * @param shape its extents, the outermost first
 * @param values where they come from
 */
public record Hdf5Array(String name, Shape shape, Values values) implements Hdf5Node {
  /** Gives numbers piece by piece, the last axis running fastest. */
  @FunctionalInterface
  public interface Values {
    /** Returns the numbers from {@code first} on, {@code count} of them. */
    FloatBuffer floats(long first, int count);
  }
}
