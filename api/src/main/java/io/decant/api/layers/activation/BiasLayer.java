package io.decant.api.layers.activation;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.BlobCount;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.proto.caffe.BiasParameter;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.BinaryFunction;

/**
 * {@code y = x + b}, where b has some axes of x and is learned, or given by a second bottom.
 * Source: Caffe's BiasLayer.
 */
public final class BiasLayer extends SimpleLayer {
  private final BiasParameter parameter;
  private AffineGeometry geometry = AffineGeometry.EMPTY;

  /** Creates the layer. */
  public BiasLayer(LayerConfig config) {
    super(config, BlobCount.between(1, 2), BlobCount.exactly(1));
    parameter = config.parameter().getBiasParam();
  }

  @Override
  public void reshape(LayerSetup setup) {
    if (setup.bottoms() > 1) {
      geometry = AffineGeometry.given(setup, parameter.getAxis());
    } else {
      geometry = AffineGeometry.learned(setup, parameter.getAxis(), parameter.getNumAxes());
      setup.parameter(geometry.operand(), parameter.getFiller());
    }
    setup.top(0, setup.bottom(0));
  }

  @Override
  public void forward(ForwardPass pass) {
    Tensor bias = pass.bottoms() > 1 ? pass.bottom(1) : pass.parameter(0);
    pass.emit(geometry.apply(BinaryFunction.ADD), pass.bottom(0), bias, pass.topInPlace(0, 0));
  }

  @Override
  public void backward(BackwardPass pass) {
    Tensor gradient = pass.topGradient(0);
    if (pass.bottoms() > 1) {
      if (pass.propagates(1)) {
        pass.emit(geometry.sum(false), gradient, pass.bottomGradient(1));
      }
    } else if (pass.learns(0)) {
      BackwardPass.Accumulation bias = pass.parameterGradient(0);
      pass.emit(geometry.sum(bias.accumulate()), gradient, bias.tensor());
    }
    if (pass.propagates(0)) {
      pass.bottomGradientView(0, gradient);
    }
  }
}
