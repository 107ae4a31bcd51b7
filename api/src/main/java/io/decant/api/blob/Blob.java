package io.decant.api.blob;

import io.decant.api.engine.Engine;
import io.decant.spi.memory.Region;
import io.decant.spi.op.Shape;
import java.nio.FloatBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A named N-dimensional array of float32 with its gradient: Caffe's blob. Elements are in row-major
 * order (N, C, H, W for images). Reading waits for the device. Used by the thread that uses the
 * net.
 */
public final class Blob {
  private final String name;
  private final Engine engine;
  private final Supplier<Shape> shape;
  private final Supplier<@Nullable Region> input;
  private final Supplier<@Nullable Region> data;
  private final Supplier<@Nullable Region> diff;

  /**
   * Creates a blob over memory of an engine.
   *
   * @param shape finds the extents
   * @param input finds where data go that are set from outside: where layers work in place, not
   *     where the last of them leaves its result
   * @param data finds the data; null where the net has none
   * @param diff finds the gradient; null where nothing computes one
   */
  public Blob(
      String name,
      Engine engine,
      Supplier<Shape> shape,
      Supplier<@Nullable Region> input,
      Supplier<@Nullable Region> data,
      Supplier<@Nullable Region> diff) {
    this.name = name;
    this.engine = engine;
    this.shape = shape;
    this.input = input;
    this.data = data;
    this.diff = diff;
  }

  /** Returns its name. */
  public String name() {
    return name;
  }

  /**
   * Returns its extents. Where a layer decides an extent in its forward pass, such as Filter, those
   * of the last pass; before that, the largest.
   */
  public Shape shape() {
    return shape.get();
  }

  /** Returns the number of elements. */
  public long count() {
    return shape().count();
  }

  /** Returns a copy of the data. */
  public float[] data() {
    return copy(data.get());
  }

  /** Returns a copy of the gradient; zeros where nothing computes one. */
  public float[] diff() {
    return copy(diff.get());
  }

  /** Returns whether something computes the gradient. */
  public boolean hasDiff() {
    return diff.get() != null;
  }

  /** Copies the first elements of the data to the buffer, as many as it has room for. */
  public void readData(FloatBuffer target) {
    read(data.get(), target);
  }

  /** Copies the first elements of the gradient to the buffer, as many as it has room for. */
  public void readDiff(FloatBuffer target) {
    read(diff.get(), target);
  }

  /**
   * Sets the data: what the layers that read the blob see in the next forward pass.
   *
   * @throws IllegalArgumentException when the number of values is not {@link #count}
   */
  public void setData(float... values) {
    write(input.get(), FloatBuffer.wrap(values));
  }

  /** Sets the data from a buffer that holds exactly {@link #count} more elements. */
  public void setData(FloatBuffer values) {
    write(input.get(), values);
  }

  /** Sets the gradient from a buffer that holds exactly {@link #count} more elements. */
  public void setDiff(FloatBuffer values) {
    write(diff.get(), values);
  }

  private float[] copy(@Nullable Region region) {
    return region == null ? new float[Math.toIntExact(count())] : engine.read(region);
  }

  private void read(@Nullable Region region, FloatBuffer target) {
    if (target.remaining() > count()) {
      throw new IllegalArgumentException(
          target.remaining() + " values were asked of blob '" + name + "', it has " + count());
    }
    if (region == null) {
      while (target.hasRemaining()) {
        target.put(0);
      }
    } else {
      engine.read(region, target);
    }
  }

  private void write(@Nullable Region region, FloatBuffer values) {
    if (region == null) {
      throw new IllegalStateException("blob '" + name + "' is not stored: nothing reads it");
    }
    if (values.remaining() != count()) {
      throw new IllegalArgumentException(
          values.remaining() + " values were given for blob '" + name + "' of shape " + shape());
    }
    engine.write(region, values);
  }

  @Override
  public String toString() {
    return name + " " + shape();
  }
}
