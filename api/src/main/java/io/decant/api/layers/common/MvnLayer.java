package io.decant.api.layers.common;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.proto.caffe.MVNParameter;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Reduce;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Unary;

/**
 * Subtracts each plane's mean, or each image's if {@code across_channels}, and, if {@code
 * normalize_variance}, divides by its standard deviation plus eps. Source: Caffe's MVNLayer.
 */
public final class MvnLayer extends SimpleLayer {
  private final MVNParameter parameter;
  private ChannelMeans means = ChannelMeans.EMPTY;

  /** Creates the layer. */
  public MvnLayer(LayerConfig config) {
    super(config, 1, 1);
    parameter = config.parameter().getMvnParam();
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape bottom = setup.bottom(0);
    if (bottom.rank() == 0 || bottom.rank() > 4) {
      throw setup.error("takes up to 4 axes (N, C, H, W), the bottom is " + bottom);
    }
    int axes = parameter.getAcrossChannels() ? 1 : Math.min(2, bottom.rank());
    means = new ChannelMeans(1, bottom.count(0, axes), bottom.countFrom(axes));
    setup.top(0, bottom);
  }

  @Override
  public void forward(ForwardPass pass) {
    Tensor x = pass.bottom(0);
    Tensor mean = pass.temporary("mean", means.shape());
    means.emit(pass, Reduce.Function.SUM, x, mean);
    Tensor y = pass.topInPlace(0, 0);
    pass.emit(means.apply(BinaryFunction.SUB), x, mean, y);
    if (parameter.getNormalizeVariance()) {
      Tensor deviation = pass.keep("deviation", means.shape());
      means.emit(pass, Reduce.Function.SUM_SQUARE, y, deviation);
      pass.emit(Unary.of(Unary.Function.SQRT, means.channels()), deviation, deviation);
      pass.emit(
          new Unary(Unary.Function.AFFINE, means.channels(), 1, parameter.getEps()),
          deviation,
          deviation);
      pass.emit(means.apply(BinaryFunction.DIV), y, deviation, y);
    }
  }

  /** dx = (dy - mean(dy) - y * mean(dy * y)) / deviation, or dy - mean(dy) without variance. */
  @Override
  public void backward(BackwardPass pass) {
    if (!pass.propagates(0)) {
      return;
    }
    Tensor gradient = pass.topGradient(0);
    Tensor mean = pass.temporary("mean", means.shape());
    means.emit(pass, Reduce.Function.SUM, gradient, mean);
    if (!parameter.getNormalizeVariance()) {
      Tensor result = pass.bottomGradientInPlace(0, 0);
      pass.emit(means.apply(BinaryFunction.SUB), gradient, mean, result);
      return;
    }
    Tensor y = pass.top(0);
    Tensor correction = pass.temporary("correction", y.shape());
    Tensor product = pass.temporary("product", means.shape());
    pass.emit(new Binary(BinaryFunction.MUL, y.count()), gradient, y, correction);
    means.emit(pass, Reduce.Function.SUM, correction, product);
    pass.emit(means.apply(BinaryFunction.MUL), y, product, correction);
    pass.emit(means.apply(BinaryFunction.ADD), correction, mean, correction);
    Tensor result = pass.bottomGradientInPlace(0, 0);
    pass.emit(new Binary(BinaryFunction.SUB, y.count()), gradient, correction, result);
    pass.emit(means.apply(BinaryFunction.DIV), result, pass.kept("deviation"), result);
  }
}
