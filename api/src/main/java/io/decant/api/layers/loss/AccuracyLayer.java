package io.decant.api.layers.loss;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.BlobCount;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.proto.caffe.AccuracyParameter;
import io.decant.spi.op.ClassificationAccuracy;
import io.decant.spi.op.LabelGeometry;
import io.decant.spi.op.Shape;

/**
 * The share of labels among the {@code top_k} best classes; a second top holds each class's own
 * share. It has no gradient. Source: Caffe's AccuracyLayer.
 */
public final class AccuracyLayer extends SimpleLayer {
  private final AccuracyParameter parameter;
  private LabelGeometry geometry = new LabelGeometry(0, 0, 0, false, 0);

  /** Creates the layer. */
  public AccuracyLayer(LayerConfig config) {
    super(config, BlobCount.exactly(2), BlobCount.between(1, 2));
    parameter = config.parameter().getAccuracyParam();
    if (parameter.getTopK() < 1) {
      throw config.error(
          "accuracy_param",
          "top_k",
          "top_k is " + Integer.toUnsignedString(parameter.getTopK()) + ", it must be at least 1");
    }
  }

  @Override
  public void reshape(LayerSetup setup) {
    geometry =
        Labels.geometry(
            setup, parameter.getAxis(), parameter.hasIgnoreLabel(), parameter.getIgnoreLabel());
    if (parameter.getTopK() > geometry.classes()) {
      throw setup.error(
          "top_k is " + parameter.getTopK() + ", there are " + geometry.classes() + " classes");
    }
    setup.top(0, Shape.of());
    if (setup.tops() > 1) {
      setup.top(1, Shape.of(geometry.classes()));
    }
  }

  @Override
  public void forward(ForwardPass pass) {
    ClassificationAccuracy op =
        new ClassificationAccuracy(geometry, parameter.getTopK(), pass.tops() > 1);
    if (pass.tops() > 1) {
      pass.emit(op, pass.bottom(0), pass.bottom(1), pass.top(0), pass.top(1));
    } else {
      pass.emit(op, pass.bottom(0), pass.bottom(1), pass.top(0));
    }
  }

  @Override
  public void backward(BackwardPass pass) {
    refuseGradients(pass);
  }
}
