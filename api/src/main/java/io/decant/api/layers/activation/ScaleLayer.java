package io.decant.api.layers.activation;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.BlobCount;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.proto.caffe.FillerParameter;
import io.decant.proto.caffe.ScaleParameter;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.BinaryFunction;

/**
 * {@code y = x * s}, and {@code + b} if {@code bias_term}, where s and b have some axes of x; s is
 * learned, or given by a second bottom; b is learned. Source: Caffe's ScaleLayer.
 */
public final class ScaleLayer extends SimpleLayer {
  private static final FillerParameter ONE = FillerParameter.newBuilder().setValue(1).build();

  private final ScaleParameter parameter;
  private AffineGeometry geometry = AffineGeometry.EMPTY;

  /** Creates the layer. */
  public ScaleLayer(LayerConfig config) {
    super(config, BlobCount.between(1, 2), BlobCount.exactly(1));
    parameter = config.parameter().getScaleParam();
  }

  @Override
  public void reshape(LayerSetup setup) {
    if (setup.bottoms() > 1) {
      geometry = AffineGeometry.given(setup, parameter.getAxis());
    } else {
      geometry = AffineGeometry.learned(setup, parameter.getAxis(), parameter.getNumAxes());
      setup.parameter(geometry.operand(), parameter.hasFiller() ? parameter.getFiller() : ONE);
    }
    if (parameter.getBiasTerm()) {
      setup.parameter(geometry.operand(), parameter.getBiasFiller());
    }
    setup.top(0, setup.bottom(0));
  }

  private static int biasIndex(int bottoms) {
    return bottoms > 1 ? 0 : 1;
  }

  @Override
  public void forward(ForwardPass pass) {
    Tensor scale = pass.bottoms() > 1 ? pass.bottom(1) : pass.parameter(0);
    Tensor x = pass.bottom(0);
    Tensor y = pass.topInPlace(0, 0);
    if (parameter.getBiasTerm()) {
      Tensor bias = pass.parameter(biasIndex(pass.bottoms()));
      pass.emit(geometry.scaleShift(), x, scale, bias, y);
    } else {
      pass.emit(geometry.apply(BinaryFunction.MUL), x, scale, y);
    }
  }

  @Override
  public void backward(BackwardPass pass) {
    boolean given = pass.bottoms() > 1;
    Tensor gradient = pass.topGradient(0);
    int biasIndex = biasIndex(pass.bottoms());
    if (parameter.getBiasTerm() && pass.learns(biasIndex)) {
      BackwardPass.Accumulation bias = pass.parameterGradient(biasIndex);
      pass.emit(geometry.sum(bias.accumulate()), gradient, bias.tensor());
    }
    if (given ? pass.propagates(1) : pass.learns(0)) {
      Tensor x = pass.bottom(0);
      if (given) {
        pass.emit(geometry.dot(false), gradient, x, pass.bottomGradient(1));
      } else {
        BackwardPass.Accumulation scale = pass.parameterGradient(0);
        pass.emit(geometry.dot(scale.accumulate()), gradient, x, scale.tensor());
      }
    }
    if (pass.propagates(0)) {
      Tensor scale = given ? pass.bottom(1) : pass.parameter(0);
      pass.emit(
          geometry.apply(BinaryFunction.MUL), gradient, scale, pass.bottomGradientInPlace(0, 0));
    }
  }
}
