package io.decant.api.net;

import io.decant.api.layer.ReshapableInput;
import io.decant.spi.op.Shape;

/**
 * A blob whose shape the user gives.
 *
 * @param layer whose top it is
 * @param index of the top
 * @param blob the blob
 */
record InputTop(ReshapableInput layer, int index, BlobVersion blob) {
  /**
   * Finds a blob.
   *
   * @throws IllegalArgumentException when the user does not give its shape
   */
  static InputTop of(NetGraph graph, String name) {
    for (NetLayer layer : graph.layers()) {
      int top = layer.topNames().indexOf(name);
      if (top >= 0 && layer.layer() instanceof ReshapableInput reshapable) {
        return new InputTop(reshapable, top, layer.tops.get(top));
      }
    }
    throw new IllegalArgumentException(
        "blob '" + name + "' is not the top of an Input layer; it cannot be reshaped");
  }

  Shape shape() {
    return blob.shape;
  }

  void reshape(Shape shape) {
    layer.shape(index, shape);
  }
}
