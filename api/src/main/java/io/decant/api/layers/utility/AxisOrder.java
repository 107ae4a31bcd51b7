package io.decant.api.layers.utility;

import io.decant.spi.op.Copy;
import io.decant.spi.op.DType;
import io.decant.spi.op.Shape;
import io.decant.spi.op.TensorSpec;
import java.util.List;

/**
 * A dense tensor whose axes are put into another order.
 *
 * @param from its shape
 * @param order for each axis of the result, which axis of {@code from} it is
 */
record AxisOrder(Shape from, List<Integer> order) {
  /** Checks that each axis is named once. */
  AxisOrder {
    order = List.copyOf(order);
    if (order.size() != from.rank() || order.stream().distinct().count() != order.size()) {
      throw new IllegalArgumentException(order + " does not name each axis of " + from + " once");
    }
  }

  static AxisOrder of(Shape from, Integer... order) {
    return new AxisOrder(from, List.of(order));
  }

  /** Returns the shape of the result. */
  Shape to() {
    return Shape.of(order.stream().mapToLong(from::dim).toArray());
  }

  /** Returns the copy that reorders. */
  Copy copy() {
    long[] all = from.denseStrides();
    long[] strides = order.stream().mapToLong(axis -> all[axis]).toArray();
    Shape to = to();
    return new Copy(
        TensorSpec.strided(DType.FLOAT32, to, strides), TensorSpec.dense(DType.FLOAT32, to));
  }

  /** Returns the order that leads back. */
  AxisOrder inverse() {
    Integer[] back = new Integer[order.size()];
    for (int axis = 0; axis < back.length; axis++) {
      back[order.get(axis)] = axis;
    }
    return new AxisOrder(to(), List.of(back));
  }
}
