package io.decant.api.net;

import java.util.OptionalLong;

/**
 * An extent of one layer's tops that its forward pass decides. Until then shapes are worked out
 * with its bound.
 */
final class DecidedExtent {
  private final String layer;
  private OptionalLong assumed = OptionalLong.empty();
  private long bound;
  private long decided;

  DecidedExtent(String layer) {
    this.layer = layer;
  }

  /** Sets what shapes are worked out with next; empty for the bound. */
  void assume(OptionalLong extent) {
    assumed = extent;
  }

  /** Takes the layer's bound and returns the extent to shape its tops with. */
  long within(long newBound) {
    bound = newBound;
    return shaped();
  }

  /** Returns the extent that the current shapes are worked out with. */
  long shaped() {
    return assumed.orElse(bound);
  }

  /** Returns the most that it can be, by the current shapes. */
  long bound() {
    return bound;
  }

  /** Notes what the forward pass has decided. */
  void decide(long extent, long most) {
    if (extent < 0 || extent > most) {
      throw new IllegalStateException(
          "layer '" + layer + "' decided for an extent of " + extent + " out of 0 to " + most);
    }
    decided = extent;
  }

  /** Returns what the forward pass decided last. */
  long decided() {
    return decided;
  }
}
