package io.decant.data.snapshot;

import io.decant.data.hdf5.Hdf5Array;
import io.decant.spi.op.Shape;
import java.nio.FloatBuffer;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Values that are brought when the first of them are written, and dropped with the last. */
final class LoadedValues implements Hdf5Array.Values {
  private final Supplier<float[]> source;
  private float @Nullable [] values;

  private LoadedValues(Supplier<float[]> source) {
    this.source = source;
  }

  /** Describes a blob, which has its index as name. */
  static Hdf5Array array(int index, Shape shape, Supplier<float[]> source) {
    return new Hdf5Array(Integer.toString(index), shape, new LoadedValues(source));
  }

  @Override
  public FloatBuffer floats(long first, int count) {
    float[] all = first == 0 ? source.get() : Objects.requireNonNull(values);
    values = first + count < all.length ? all : null;
    return FloatBuffer.wrap(all, (int) first, count);
  }
}
