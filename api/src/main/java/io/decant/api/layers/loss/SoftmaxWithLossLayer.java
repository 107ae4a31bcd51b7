package io.decant.api.layers.loss;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.BlobCount;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.proto.caffe.LayerParameter;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.LabelGeometry;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Softmax;
import io.decant.spi.op.SoftmaxLoss;
import io.decant.spi.op.SoftmaxLoss.Normalization;
import io.decant.spi.op.SoftmaxLossBackward;

/**
 * {@code loss = -sum of log(softmax(x)[label]) / normaliser}; a second top holds the probabilities.
 * Source: Caffe's SoftmaxWithLossLayer.
 */
public final class SoftmaxWithLossLayer extends LossLayer {
  private final LayerParameter parameter;
  private LabelGeometry geometry = new LabelGeometry(0, 0, 0, false, 0);

  /** Creates the layer. */
  public SoftmaxWithLossLayer(LayerConfig config) {
    super(config, 2, BlobCount.between(1, 2));
    parameter = config.parameter();
  }

  @Override
  public boolean allowsForceBackward(int bottom) {
    return bottom == 0;
  }

  @Override
  public void reshape(LayerSetup setup) {
    geometry =
        Labels.geometry(
            setup,
            parameter.getSoftmaxParam().getAxis(),
            parameter.getLossParam().hasIgnoreLabel(),
            parameter.getLossParam().getIgnoreLabel());
    Labels.checkBatch(setup);
    setup.top(0, Shape.of());
    if (setup.tops() > 1) {
      setup.top(1, setup.bottom(0));
    }
  }

  @Override
  public void forward(ForwardPass pass) {
    Tensor scores = pass.bottom(0);
    Tensor probabilities = pass.tops() > 1 ? pass.top(1) : pass.keep("prob", scores.shape());
    pass.emit(
        new Softmax(geometry.outer(), geometry.classes(), geometry.inner()), scores, probabilities);
    pass.emit(
        new SoftmaxLoss(geometry, Normalizations.of(parameter.getLossParam(), Normalization.VALID)),
        probabilities,
        pass.bottom(1),
        pass.top(0),
        pass.keep("divisor", Shape.of(1)));
  }

  @Override
  public void backward(BackwardPass pass) {
    refuseGradient(pass, 1, "labels");
    if (pass.propagates(0)) {
      pass.emit(
          new SoftmaxLossBackward(geometry),
          pass.tops() > 1 ? pass.top(1) : pass.kept("prob"),
          pass.bottom(1),
          pass.kept("divisor"),
          pass.topGradient(0),
          pass.bottomGradient(0));
    }
  }
}
