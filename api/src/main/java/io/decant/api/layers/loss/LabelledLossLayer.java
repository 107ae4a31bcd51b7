package io.decant.api.layers.loss;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.spi.op.LabelGeometry;
import io.decant.spi.op.Shape;

/** A loss of scores (bottom 0) for which each of a batch has one label (bottom 1). */
abstract class LabelledLossLayer extends LossLayer {
  private LabelGeometry geometry = new LabelGeometry(0, 0, 0, false, 0);

  LabelledLossLayer(LayerConfig config) {
    super(config, 2);
  }

  /** Returns how scores and labels lie. */
  final LabelGeometry geometry() {
    return geometry;
  }

  @Override
  public final boolean allowsForceBackward(int bottom) {
    return bottom == 0;
  }

  @Override
  public final void reshape(LayerSetup setup) {
    geometry = Labels.ofBatch(setup);
    setup.top(0, Shape.of());
  }

  @Override
  public final void backward(BackwardPass pass) {
    refuseGradient(pass, 1, "labels");
    if (pass.propagates(0)) {
      emitGradient(pass);
    }
  }

  /** Emits the gradient of the scores. */
  abstract void emitGradient(BackwardPass pass);
}
