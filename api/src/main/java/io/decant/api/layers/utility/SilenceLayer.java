package io.decant.api.layers.utility;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.BlobCount;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Fill;

/** Consumes blobs that are not to be shown; their gradients are 0. Source: Caffe's SilenceLayer. */
public final class SilenceLayer extends SimpleLayer {
  /** Creates the layer. */
  public SilenceLayer(LayerConfig config) {
    super(config, BlobCount.atLeast(1), BlobCount.exactly(0));
  }

  @Override
  public void reshape(LayerSetup setup) {}

  @Override
  public void forward(ForwardPass pass) {}

  @Override
  public void backward(BackwardPass pass) {
    for (int i = 0; i < pass.bottoms(); i++) {
      if (pass.propagates(i)) {
        Tensor gradient = pass.bottomGradient(i);
        pass.emit(new Fill(gradient.count(), 0), gradient);
      }
    }
  }
}
