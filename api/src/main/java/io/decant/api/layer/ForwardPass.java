package io.decant.api.layer;

import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Shape;

/**
 * What a layer sees when it emits its forward pass. Every top is given by exactly one of the top
 * methods.
 */
public interface ForwardPass extends LayerPass {
  /** Makes the data of a top: a tensor to write. */
  Tensor top(int index);

  /**
   * Makes the data of a top that is computed element by element from a bottom: where the prototxt
   * gives both the same name, it may take that bottom's place.
   */
  Tensor topInPlace(int index, int bottom);

  /**
   * Makes a top a view of something that exists. Its gradient is then a view likewise, or summed.
   */
  void topView(int index, Tensor view);

  /** Makes a top that the host or a source fills and that lives as long as the net. */
  Tensor topPersistent(int index);

  /** Makes a tensor that the backward pass finds again by {@link BackwardPass#kept}. */
  Tensor keep(String name, Shape shape);

  /**
   * Makes a tensor that lives as long as the net, such as what a recurrent layer hands on to the
   * next iteration: zeros at first, then what the pass before wrote. Each net has its own.
   */
  Tensor state(String name, Shape shape);

  /** Returns whether a backward pass of this layer follows. */
  boolean backwardFollows();

  /** Returns the two INT32 counters, iteration and sub-iteration, of the net's random numbers. */
  Tensor counters();

  /** Returns the seed of the net's random numbers. */
  long seed();

  /**
   * Returns a number for {@link io.decant.spi.op.RandomFill} that no other operator of the net has.
   */
  int randomStream();
}
