package io.decant.api.layer;

/**
 * A layer of a net: it checks shapes and emits operators; it computes nothing itself and never asks
 * which device it runs on. Made by a {@link LayerFactory}, used by one thread at a time.
 *
 * <p>What a layer keeps for its backward pass it asks of {@link ForwardPass#keep}, never a field:
 * fields hold geometry only.
 */
public interface Layer {
  /** Returns how many bottoms the layer takes. */
  BlobCount bottoms();

  /** Returns how many tops the layer gives. */
  BlobCount tops();

  /**
   * Checks the bottoms' shapes, declares parameters, sets the tops' shapes. Called before anything
   * is emitted, and again when a bottom's shape has changed; parameters must not change then.
   */
  void reshape(LayerSetup setup);

  /** Emits the operators that compute the tops. */
  void forward(ForwardPass pass);

  /**
   * Emits the operators that compute the gradients of those bottoms that ask for it ({@link
   * BackwardPass#propagates}) and of those parameters that learn ({@link BackwardPass#learns}).
   */
  void backward(BackwardPass pass);

  /**
   * Returns the loss weight of a top that the prototxt gives none: 1 for the first top of a loss,
   * else 0.
   */
  default float defaultLossWeight(int top) {
    return 0;
  }

  /** Returns whether {@code force_backward} may ask for the gradient of this bottom. */
  default boolean allowsForceBackward(int bottom) {
    return true;
  }

  /** Returns whether tops that the prototxt does not name are made up, as losses do. */
  default boolean namesMissingTops() {
    return false;
  }
}
