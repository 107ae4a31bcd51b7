package io.decant.api.layers.common;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerPass;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.proto.caffe.FillerParameter;
import io.decant.proto.caffe.NormalizeParameter;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Axpby;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Broadcast;
import io.decant.spi.op.ChannelDot;
import io.decant.spi.op.Reduce;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Unary;

/**
 * {@code y = scale * x / sqrt(sum of x^2 + eps)}, the sum going over each image, or unless {@code
 * across_spatial} over the channels at each place; scale is one learned number, or unless {@code
 * channel_shared} one for each channel. Source: SSD's NormalizeLayer.
 */
public final class NormalizeLayer extends SimpleLayer {
  private static final FillerParameter ONE = FillerParameter.newBuilder().setValue(1).build();

  private final NormalizeParameter parameter;
  private long images;
  private long channels;
  private long places;

  /** Creates the layer. */
  public NormalizeLayer(LayerConfig config) {
    super(config, 1, 1);
    parameter = config.parameter().getNormParam();
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape bottom = setup.bottom(0);
    if (bottom.rank() < 2) {
      throw setup.error("takes N x C x ..., the bottom is " + bottom);
    }
    images = bottom.dim(0);
    channels = bottom.dim(1);
    places = bottom.countFrom(2);
    setup.parameter(
        parameter.getChannelShared() ? Shape.of() : Shape.of(channels),
        parameter.hasScaleFiller() ? parameter.getScaleFiller() : ONE);
    setup.top(0, bottom);
  }

  private Shape normShape() {
    return Shape.of(parameter.getAcrossSpatial() ? images : images * places);
  }

  private void emitSum(LayerPass pass, Reduce.Function function, Tensor x, Tensor sum) {
    pass.emit(
        parameter.getAcrossSpatial()
            ? Reduce.of(function, images, channels * places, 1)
            : Reduce.of(function, images, channels, places),
        x,
        sum);
  }

  /** Returns the operator that combines each element with the number of its sum. */
  private Broadcast apply(BinaryFunction function) {
    return parameter.getAcrossSpatial()
        ? Broadcast.alongMiddle(function, 1, images, channels * places)
        : Broadcast.acrossMiddle(function, images, channels, places);
  }

  private void emitScaled(LayerPass pass, Tensor x, Tensor y) {
    pass.emit(
        parameter.getChannelShared()
            ? Axpby.scaledBy(x.count(), 1)
            : Broadcast.alongMiddle(BinaryFunction.MUL, images, channels, places),
        x,
        pass.parameter(0),
        y);
  }

  @Override
  public void forward(ForwardPass pass) {
    Tensor x = pass.bottom(0);
    Tensor norm = pass.keep("norm", normShape());
    Tensor direction = pass.keep("direction", x.shape());
    emitSum(pass, Reduce.Function.SUM_SQUARE, x, norm);
    pass.emit(new Unary(Unary.Function.AFFINE, norm.count(), 1, parameter.getEps()), norm, norm);
    pass.emit(Unary.of(Unary.Function.SQRT, norm.count()), norm, norm);
    pass.emit(apply(BinaryFunction.DIV), x, norm, direction);
    emitScaled(pass, direction, pass.top(0));
  }

  /** dx = (g - d * sum of (g * d)) / norm, with g = scale * dy and d = x / norm. */
  @Override
  public void backward(BackwardPass pass) {
    Tensor gradient = pass.topGradient(0);
    Tensor direction = pass.kept("direction");
    if (pass.learns(0)) {
      BackwardPass.Accumulation scale = pass.parameterGradient(0);
      pass.emit(
          parameter.getChannelShared()
              ? new ChannelDot(1, 1, gradient.count(), scale.accumulate())
              : new ChannelDot(images, channels, places, scale.accumulate()),
          gradient,
          direction,
          scale.tensor());
    }
    if (pass.propagates(0)) {
      Tensor scaled = pass.temporary("scaled", gradient.shape());
      Tensor product = pass.temporary("product", gradient.shape());
      Tensor sum = pass.temporary("sum", normShape());
      Tensor result = pass.bottomGradient(0);
      long count = gradient.count();
      emitScaled(pass, gradient, scaled);
      pass.emit(new Binary(BinaryFunction.MUL, count), scaled, direction, product);
      emitSum(pass, Reduce.Function.SUM, product, sum);
      pass.emit(apply(BinaryFunction.MUL), direction, sum, product);
      pass.emit(new Binary(BinaryFunction.SUB, count), scaled, product, result);
      pass.emit(apply(BinaryFunction.DIV), result, pass.kept("norm"), result);
    }
  }
}
