package io.decant.api.layer;

import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Operand;
import io.decant.spi.op.Shape;
import java.util.List;

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
   * next iteration: zeros at first, then what the last pass with that shape wrote. Each net has its
   * own.
   */
  Tensor state(String name, Shape shape);

  /**
   * Appends an operator of the host that decides the extent which the layer declared by {@link
   * LayerSetup#decidedExtent}; called exactly once by a layer that declared one. What is emitted
   * behind it must work for the extent that the tops were shaped with; when another one is decided,
   * the layer and all later ones are emitted again. Of the layer's own tensors only those that it
   * {@link #keep keeps} last beyond the decision.
   *
   * @param name for logs and errors
   * @param operands the operator's operands
   * @param function the code
   * @param tensors the operands' tensors
   */
  void decide(String name, List<Operand> operands, ExtentFunction function, Tensor... tensors);

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
