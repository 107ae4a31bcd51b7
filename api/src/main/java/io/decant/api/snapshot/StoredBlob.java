package io.decant.api.snapshot;

import io.decant.spi.op.Shape;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A blob to write, which brings its values when they are needed.
 *
 * @param shape its extents, the outermost first
 * @param shared whether another layer that stands before has the same storage
 * @param data gives its values, the last axis running fastest
 * @param diff gives its gradients; null when they are not to be written
 */
public record StoredBlob(
    Shape shape, boolean shared, Supplier<float[]> data, @Nullable Supplier<float[]> diff) {
  /** Describes values that are not shared, without gradients. */
  public StoredBlob(Shape shape, Supplier<float[]> data) {
    this(shape, false, data, null);
  }

  /** Returns the bytes of its values and gradients. */
  long bytes() {
    return Float.BYTES * shape.count() * (diff == null ? 1 : 2);
  }
}
