package io.decant.api.layers.loss;

import io.decant.api.layer.BlobCount;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.SimpleLayer;

/** A layer whose first top is a loss: it weighs 1 unless given, and needs no name. */
abstract class LossLayer extends SimpleLayer {
  LossLayer(LayerConfig config, int bottoms, BlobCount tops) {
    super(config, BlobCount.exactly(bottoms), tops);
  }

  LossLayer(LayerConfig config, BlobCount bottoms, BlobCount tops) {
    super(config, bottoms, tops);
  }

  LossLayer(LayerConfig config, int bottoms) {
    this(config, bottoms, BlobCount.exactly(1));
  }

  @Override
  public final float defaultLossWeight(int top) {
    return top == 0 ? 1 : 0;
  }

  @Override
  public final boolean namesMissingTops() {
    return true;
  }
}
