package io.decant.api.layers.utility;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.proto.caffe.FillerParameter;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Axpby;
import io.decant.spi.op.Shape;

/** A learned blob as a top. Source: Caffe's ParameterLayer. */
public final class ParameterLayer extends SimpleLayer {
  /** Creates the layer. */
  public ParameterLayer(LayerConfig config) {
    super(config, 0, 1);
  }

  @Override
  public void reshape(LayerSetup setup) {
    long[] dims =
        config().parameter().getParameterParam().getShape().getDimList().stream()
            .mapToLong(Long::longValue)
            .toArray();
    Shape shape = Shape.of(dims);
    setup.parameter(shape, FillerParameter.getDefaultInstance());
    setup.top(0, shape);
  }

  @Override
  public void forward(ForwardPass pass) {
    pass.topView(0, pass.parameter(0));
  }

  @Override
  public void backward(BackwardPass pass) {
    if (pass.learns(0)) {
      BackwardPass.Accumulation target = pass.parameterGradient(0);
      Tensor gradient = pass.topGradient(0);
      pass.emit(
          Axpby.of(gradient.count(), 1, target.accumulate() ? 1 : 0), gradient, target.tensor());
    }
  }
}
