package io.decant.api.layers.vision;

import io.decant.api.layer.Axes;
import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.proto.caffe.LRNParameter;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.AveragePooling;
import io.decant.spi.op.AveragePoolingBackward;
import io.decant.spi.op.Axpby;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.PoolingGeometry;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Unary;
import io.decant.spi.op.Window;
import java.util.List;

/**
 * Local response normalisation within each plane of (N, C, H, W): {@code y = x * s^-beta} with
 * {@code s = 1 + alpha * (average of x^2 over local_size x local_size)}; cells of the padding count
 * in the average, and k does not exist. Source: Caffe's LRNLayer, WITHIN_CHANNEL.
 */
final class WithinChannelLrnLayer extends SimpleLayer {
  private final LRNParameter parameter;
  private PoolingGeometry geometry =
      new PoolingGeometry(
          new Window(0, List.of(), List.of(), List.of(), List.of(), List.of(), List.of()),
          List.of());

  WithinChannelLrnLayer(LayerConfig config) {
    super(config, 1, 1);
    parameter = config.parameter().getLrnParam();
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape bottom = Axes.ofImages(setup);
    long size = LrnLayer.localSize(config());
    List<Long> pad = List.of(size / 2, size / 2);
    Window window =
        new Window(
            bottom.count(0, 2),
            List.of(bottom.dim(2), bottom.dim(3)),
            List.of(size, size),
            List.of(1L, 1L),
            pad,
            pad,
            List.of(1L, 1L));
    geometry = new PoolingGeometry(window, pad);
    setup.top(0, bottom);
  }

  @Override
  public void forward(ForwardPass pass) {
    Tensor x = pass.bottom(0);
    long count = x.count();
    Tensor y = pass.top(0);
    Tensor scale = pass.keep("scale", x.shape());
    pass.emit(Unary.of(Unary.Function.SQUARE, count), x, y);
    pass.emit(new AveragePooling(geometry), y, scale);
    pass.emit(new Unary(Unary.Function.AFFINE, count, parameter.getAlpha(), 1), scale, scale);
    pass.emit(new Unary(Unary.Function.POW, count, -parameter.getBeta(), 0), scale, y);
    pass.emit(new Binary(BinaryFunction.MUL, count), x, y, y);
  }

  /** dx = dy * s^-beta - 2 alpha beta x * (adjoint of the average) of (dy * y / s). */
  @Override
  public void backward(BackwardPass pass) {
    if (!pass.propagates(0)) {
      return;
    }
    Tensor x = pass.bottom(0);
    Tensor scale = pass.kept("scale");
    Tensor gradient = pass.topGradient(0);
    Tensor result = pass.bottomGradient(0);
    Tensor ratio = pass.temporary("ratio", x.shape());
    Tensor spread = pass.temporary("spread", x.shape());
    long count = x.count();
    Binary multiply = new Binary(BinaryFunction.MUL, count);
    pass.emit(multiply, gradient, pass.top(0), ratio);
    pass.emit(new Binary(BinaryFunction.DIV, count), ratio, scale, ratio);
    pass.emit(new AveragePoolingBackward(geometry), ratio, spread);
    pass.emit(multiply, x, spread, spread);
    pass.emit(new Unary(Unary.Function.POW, count, -parameter.getBeta(), 0), scale, result);
    pass.emit(multiply, gradient, result, result);
    pass.emit(Axpby.of(count, -2 * parameter.getAlpha() * parameter.getBeta(), 1), spread, result);
  }
}
