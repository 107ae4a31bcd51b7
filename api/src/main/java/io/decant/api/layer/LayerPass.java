package io.decant.api.layer;

import io.decant.spi.memory.Tensor;
import io.decant.spi.op.OpSpec;
import io.decant.spi.op.Shape;

/** What both passes of a layer have in common. Tensors are dense float32 unless said otherwise. */
public interface LayerPass {
  /** Returns the number of bottoms. */
  int bottoms();

  /** Returns the number of tops. */
  int tops();

  /** Returns the data of a bottom. */
  Tensor bottom(int index);

  /** Returns the shape of a top. */
  Shape topShape(int index);

  /** Returns a parameter blob, in the order of declaration. */
  Tensor parameter(int index);

  /** Returns a tensor that lives within this pass. */
  Tensor temporary(String name, Shape shape);

  /** Appends an operator. */
  void emit(OpSpec spec, Tensor... operands);

  /** Returns whether the net is in phase TRAIN. */
  boolean training();
}
