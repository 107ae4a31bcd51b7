package io.decant.spi.memory;

import io.decant.spi.op.DType;
import io.decant.spi.op.Shape;
import io.decant.spi.op.TensorSpec;

/**
 * A view of a value in a program under construction. Flattening, reshaping and splitting make
 * further views, never operators.
 *
 * @param value what holds the elements
 * @param offset of the first element in the value, in bytes
 * @param spec geometry
 */
public record Tensor(Value value, long offset, TensorSpec spec) {
  /** Returns a dense float32 tensor over a new transient value. */
  public static Tensor create(String name, Shape shape, BlockRole role) {
    TensorSpec spec = TensorSpec.dense(DType.FLOAT32, shape);
    return new Tensor(Value.transientOf(name, spec.extentBytes(), role), 0, spec);
  }

  /** Returns a dense float32 tensor over a new persistent value. */
  public static Tensor createPersistent(String name, Shape shape, BlockRole role) {
    TensorSpec spec = TensorSpec.dense(DType.FLOAT32, shape);
    return new Tensor(Value.persistent(name, spec.extentBytes(), role), 0, spec);
  }

  /** Returns a tensor of this shape that may take the place of this one, which is a whole value. */
  public Tensor successor(String name) {
    if (offset != 0 || spec.extentBytes() != value.bytes()) {
      return create(name, shape(), value.role());
    }
    return new Tensor(Value.inPlaceOf(value, name), 0, spec);
  }

  /** Returns the extents. */
  public Shape shape() {
    return spec.shape();
  }

  /** Returns the number of elements. */
  public long count() {
    return spec.shape().count();
  }

  /**
   * Returns the same elements in another shape.
   *
   * @throws IllegalArgumentException when the number of elements differs or this is not dense
   */
  public Tensor reshape(Shape shape) {
    if (shape.count() != count() || !spec.isDense()) {
      throw new IllegalArgumentException("cannot view " + spec + " as " + shape);
    }
    return new Tensor(value, offset, TensorSpec.dense(spec.type(), shape));
  }

  /**
   * Returns {@code shape} elements, dense, from element {@code first} on; of an empty value,
   * nothing from its start on.
   */
  public Tensor slice(long first, Shape shape) {
    long start = value.bytes() == 0 ? 0 : offset + first * spec.type().bytes();
    return new Tensor(value, start, TensorSpec.dense(spec.type(), shape));
  }
}
