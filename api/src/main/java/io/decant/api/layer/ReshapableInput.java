package io.decant.api.layer;

import io.decant.spi.op.Shape;

/** A layer whose tops take their shapes from the user. */
public interface ReshapableInput {
  /** Gives a top another shape; the net then works out all shapes anew. */
  void shape(int top, Shape shape);
}
