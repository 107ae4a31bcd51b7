package io.decant.api.layers.utility;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.spi.op.Gather;
import io.decant.spi.op.IndexLayout;
import io.decant.spi.op.ScatterAdd;
import io.decant.spi.op.Shape;

/**
 * {@code y[i] = x[index[i]]} along the first axis; bottom 1 holds the indices and has no gradient.
 * Source: Caffe's BatchReindexLayer.
 */
public final class BatchReindexLayer extends SimpleLayer {
  private long images;
  private long picked;
  private long inner;

  /** Creates the layer. */
  public BatchReindexLayer(LayerConfig config) {
    super(config, 2, 1);
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape bottom = setup.bottom(0);
    Shape index = setup.bottom(1);
    if (bottom.rank() == 0 || index.rank() != 1) {
      throw setup.error(
          "takes a batch and a vector of indices, the bottoms are " + bottom + " and " + index);
    }
    images = bottom.dim(0);
    picked = index.dim(0);
    inner = bottom.countFrom(1);
    setup.labels(1, images, false, 0);
    setup.top(0, bottom.with(0, picked));
  }

  @Override
  public boolean allowsForceBackward(int bottom) {
    return bottom == 0;
  }

  @Override
  public void forward(ForwardPass pass) {
    pass.emit(
        new Gather(1, images, picked, inner, IndexLayout.ALONG_COUNT),
        pass.bottom(0),
        pass.bottom(1),
        pass.top(0));
  }

  @Override
  public void backward(BackwardPass pass) {
    refuseGradient(pass, 1, "indices");
    if (pass.propagates(0)) {
      pass.emit(
          new ScatterAdd(1, images, picked, inner, IndexLayout.ALONG_COUNT, false),
          pass.topGradient(0),
          pass.bottom(1),
          pass.bottomGradient(0));
    }
  }
}
