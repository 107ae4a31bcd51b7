package io.decant.api.layers.utility;

import io.decant.api.layer.Axes;
import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.proto.caffe.FlattenParameter;
import io.decant.spi.op.Shape;

/**
 * Folds the axes from {@code axis} to {@code end_axis} into one, a view; where end_axis is just
 * before axis, an axis of extent 1 is put in. Source: Caffe's FlattenLayer.
 */
public final class FlattenLayer extends SimpleLayer {
  private final FlattenParameter parameter;

  /** Creates the layer. */
  public FlattenLayer(LayerConfig config) {
    super(config, 1, 1);
    parameter = config.parameter().getFlattenParam();
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape bottom = setup.bottom(0);
    int begin = Axes.canonical(parameter.getAxis(), bottom);
    int end = Axes.canonical(parameter.getEndAxis(), bottom);
    if (end < begin - 1) {
      throw setup.error("end_axis " + end + " lies before axis " + begin);
    }
    long[] top = new long[bottom.rank() - (end - begin)];
    for (int axis = 0; axis < top.length; axis++) {
      top[axis] =
          axis == begin
              ? bottom.count(begin, end + 1)
              : bottom.dim(axis < begin ? axis : axis + end - begin);
    }
    setup.top(0, Shape.of(top));
  }

  @Override
  public void forward(ForwardPass pass) {
    pass.topView(0, pass.bottom(0));
  }

  @Override
  public void backward(BackwardPass pass) {
    if (pass.propagates(0)) {
      pass.bottomGradientView(0, pass.topGradient(0));
    }
  }
}
