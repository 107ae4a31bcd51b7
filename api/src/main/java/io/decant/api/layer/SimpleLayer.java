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

  @Override
  public final BlobCount bottoms() {
    return bottoms;
  }

  @Override
  public final BlobCount tops() {
    return tops;
  }
}
