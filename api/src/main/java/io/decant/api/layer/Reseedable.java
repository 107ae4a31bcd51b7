package io.decant.api.layer;

/**
 * A layer that draws random numbers on the host, all of them decided by its seed and its position.
 */
public interface Reseedable {
  /**
   * Gives the layer another seed in place of {@link LayerConfig#seed}, as a run does that goes on
   * from a snapshot; called before the first batch is asked for.
   */
  void reseed(long seed);
}
