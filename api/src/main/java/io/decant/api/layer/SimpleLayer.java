package io.decant.api.layer;

/** A layer with fixed numbers of bottoms and tops. */
public abstract class SimpleLayer implements Layer {
  private final BlobCount bottoms;
  private final BlobCount tops;
  private final LayerConfig config;

  /** Creates a layer with exactly so many bottoms and tops. */
  protected SimpleLayer(LayerConfig config, int bottoms, int tops) {
    this(config, BlobCount.exactly(bottoms), BlobCount.exactly(tops));
  }

  /** Creates a layer. */
  protected SimpleLayer(LayerConfig config, BlobCount bottoms, BlobCount tops) {
    this.config = config;
    this.bottoms = bottoms;
    this.tops = tops;
  }

  /** Returns what the layer was made from. */
  protected final LayerConfig config() {
    return config;
  }

  /**
   * Refuses the gradient of a bottom that has none.
   *
   * @param what what the bottom has, for the error, such as "labels"
   */
  protected final void refuseGradient(BackwardPass pass, int bottom, String what) {
    if (pass.propagates(bottom)) {
      throw config.error(
          what + " have no gradient; set propagate_down: false for bottom " + bottom);
    }
  }

  /** Refuses the gradients of all bottoms. */
  protected final void refuseGradients(BackwardPass pass) {
    for (int bottom = 0; bottom < pass.bottoms(); bottom++) {
      if (pass.propagates(bottom)) {
        throw config.error("has no gradient; set propagate_down: false");
      }
    }
  }

  @Override
  public final BlobCount bottoms() {
    return bottoms;
  }

  @Override
  public final BlobCount tops() {
    return tops;
  }
}
