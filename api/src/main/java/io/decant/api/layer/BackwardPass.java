package io.decant.api.layer;

import io.decant.spi.memory.Tensor;

/** What a layer sees when it emits its backward pass. */
public interface BackwardPass extends LayerPass {
  /** Returns the data of a top, as the forward pass left it. */
  Tensor top(int index);

  /** Returns the gradient of a top; zeros where nothing depends on it. */
  Tensor topGradient(int index);

  /** Returns whether the gradient of a bottom is wanted. */
  boolean propagates(int bottom);

  /** Makes the gradient of a bottom: a tensor to write. */
  Tensor bottomGradient(int index);

  /**
   * Makes the gradient of a bottom that is computed element by element from a top's: where the
   * prototxt gives both blobs the same name, it may take that one's place.
   */
  Tensor bottomGradientInPlace(int index, int top);

  /** Makes the gradient of a bottom a view of something that exists. */
  void bottomGradientView(int index, Tensor view);

  /** Returns whether the gradient of a parameter blob is wanted. */
  boolean learns(int parameter);

  /** Returns where the gradient of a parameter blob goes. Each call is a further contribution. */
  Accumulation parameterGradient(int parameter);

  /** Returns a tensor that the forward pass made by {@link ForwardPass#keep}. */
  Tensor kept(String name);

  /**
   * A gradient to compute.
   *
   * @param tensor where it goes
   * @param accumulate whether it is added to what is there, or overwrites it
   */
  record Accumulation(Tensor tensor, boolean accumulate) {}
}
