package io.decant.api.layers.vision;

import io.decant.api.layer.Axes;
import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.spi.op.Col2im;
import io.decant.spi.op.Im2col;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays the windows of a convolution out as columns: (N, C, input...) to (N, C * kernel, output...).
 * Source: Caffe's Im2colLayer.
 */
public final class Im2colLayer extends SimpleLayer {
  private Window window =
      new Window(0, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  /** Creates the layer. */
  public Im2colLayer(LayerConfig config) {
    super(config, 1, 1);
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape bottom = setup.bottom(0);
    int channelAxis = Axes.canonical(config().parameter().getConvolutionParam().getAxis(), bottom);
    List<Long> input = new ArrayList<>();
    for (int axis = channelAxis + 1; axis < bottom.rank(); axis++) {
      input.add(bottom.dim(axis));
    }
    SpatialParameter spatial = new SpatialParameter(config(), input.size());
    List<Long> pad = spatial.pad();
    window =
        new Window(
            bottom.count(0, channelAxis + 1),
            input,
            spatial.kernel(),
            spatial.stride(),
            pad,
            pad,
            spatial.dilation());
    Shape top =
        bottom.with(channelAxis, Math.multiplyExact(bottom.dim(channelAxis), window.kernelCount()));
    for (int axis = 0; axis < input.size(); axis++) {
      top = top.with(channelAxis + 1 + axis, window.output(axis));
    }
    setup.top(0, top);
  }

  @Override
  public void forward(ForwardPass pass) {
    pass.emit(new Im2col(window), pass.bottom(0), pass.top(0));
  }

  @Override
  public void backward(BackwardPass pass) {
    if (pass.propagates(0)) {
      pass.emit(new Col2im(window), pass.topGradient(0), pass.bottomGradient(0));
    }
  }
}
