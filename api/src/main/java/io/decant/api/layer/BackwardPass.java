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
   * Makes the gradient of a bottom that may take the place of a top's, which has its shape: the
   * operator that writes it may be the last that reads that one, as those that work element by
   * element are. It does where nobody looks at that one later.
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
