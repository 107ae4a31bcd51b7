package io.decant.api.layers.common;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.proto.caffe.BNParameter;
import io.decant.proto.caffe.BNParameter.BNMode;
import io.decant.proto.caffe.FillerParameter;
import io.decant.proto.caffe.Phase;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.ChannelMoments;
import io.decant.spi.op.Normalise;
import io.decant.spi.op.NormaliseBackward;
import io.decant.spi.op.Shape;

/**
 * Batch normalisation of two forks, told apart by their fields. SegNet's and ENet's has parameters
 * scale and shift, (1, C, 1, 1) each: {@code y = scale_c * x + shift_c} with {@code bn_mode:
 * INFERENCE}; else x is normalised by the moments of its batch first. That of PSPNet and ICNet has
 * slope, bias, mean and variance, (1, C, 1, 1) each: {@code y = slope_c * (x - mean_c) /
 * sqrt(variance_c + eps) + bias_c}; mean and variance do not learn here, which in TRAIN is taken
 * with {@code frozen: true} alone. Source: BNLayer of SegNet and of PSPNet.
 */
public final class BnLayer extends SimpleLayer {
  /** What x is normalised by. */
  private enum Moments {
    NONE,
    OF_BATCH,
    OF_PARAMETERS
  }

  /** The constant of SegNet's code. */
  private static final float SEGNET_EPS = 1e-9f;

  private static final int MEAN = 2;
  private static final int VARIANCE = 3;

  private final BNParameter parameter;
  private final Moments moments;
  private final float eps;
  private ChannelScale scale = new ChannelScale(ChannelMeans.EMPTY, 0, 1);

  /** Creates the layer. */
  public BnLayer(LayerConfig config) {
    super(config, 1, 1);
    parameter = config.parameter().getBnParam();
    boolean segnet =
        parameter.hasBnMode() || parameter.hasScaleFiller() || parameter.hasShiftFiller();
    boolean pspnet =
        parameter.hasSlopeFiller()
            || parameter.hasBiasFiller()
            || parameter.hasMomentum()
            || parameter.hasEps()
            || parameter.hasFrozen();
    if (segnet == pspnet) {
      throw config.error(
          "bn_param",
          "bn_mode",
          "give either SegNet's scale_filler, shift_filler and bn_mode, or PSPNet's slope_filler,"
              + " bias_filler, eps and frozen: they decide which parameters the layer has");
    }
    if (pspnet && config.phase() == Phase.TRAIN && !parameter.getFrozen()) {
      throw config.error(
          "bn_param",
          "frozen",
          "means and variances do not learn here: set frozen: true, or train BatchNorm and Scale");
    }
    boolean inference = parameter.getBnMode() == BNMode.INFERENCE;
    moments = pspnet ? Moments.OF_PARAMETERS : inference ? Moments.NONE : Moments.OF_BATCH;
    eps = pspnet ? parameter.getEps() : SEGNET_EPS;
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape bottom = setup.bottom(0);
    if (bottom.rank() < 2) {
      throw setup.error("needs a channel axis, the bottom is " + bottom);
    }
    ChannelMeans means = new ChannelMeans(bottom.dim(0), bottom.dim(1), bottom.countFrom(2));
    scale = new ChannelScale(means, 0, 1);
    Shape each = Shape.of(1, bottom.dim(1), 1, 1);
    if (moments == Moments.OF_PARAMETERS) {
      setup.parameter(each, parameter.getSlopeFiller());
      setup.parameter(each, parameter.getBiasFiller());
      setup.fixedParameter(each, FillerParameter.getDefaultInstance());
      setup.fixedParameter(each, FillerParameter.getDefaultInstance());
    } else {
      setup.parameter(each, parameter.getScaleFiller());
      setup.parameter(each, parameter.getShiftFiller());
    }
    setup.top(0, bottom);
  }

  @Override
  public void forward(ForwardPass pass) {
    ChannelMeans means = scale.means();
    Tensor x = pass.bottom(0);
    if (moments == Moments.NONE) {
      scale.emit(pass, x, pass.topInPlace(0, 0));
      return;
    }
    Tensor mean;
    Tensor variance;
    if (moments == Moments.OF_BATCH) {
      mean = pass.temporary("mean", means.shape());
      variance = pass.keep("variance", means.shape());
      pass.emit(
          new ChannelMoments(means.outer(), means.channels(), means.inner()), x, mean, variance);
    } else {
      mean = pass.parameter(MEAN).reshape(means.shape());
      variance = pass.parameter(VARIANCE).reshape(means.shape());
    }
    Tensor normalised = pass.keep("normalised", x.shape());
    pass.emit(
        new Normalise(means.outer(), means.channels(), means.inner(), eps),
        x,
        mean,
        variance,
        normalised);
    scale.emit(pass, normalised, pass.top(0));
  }

  @Override
  public void backward(BackwardPass pass) {
    scale.emitGradients(pass, moments == Moments.NONE ? pass.bottom(0) : pass.kept("normalised"));
    if (!pass.propagates(0)) {
      return;
    }
    if (moments == Moments.NONE) {
      scale.emitGradient(pass, pass.bottomGradientInPlace(0, 0));
      return;
    }
    ChannelMeans means = scale.means();
    Tensor scaled = pass.temporary("scaled", pass.topGradient(0).shape());
    scale.emitGradient(pass, scaled);
    if (moments == Moments.OF_BATCH) {
      pass.emit(
          new NormaliseBackward(means.outer(), means.channels(), means.inner(), eps),
          scaled,
          pass.kept("normalised"),
          pass.kept("variance"),
          pass.bottomGradient(0));
      return;
    }
    Tensor deviation = pass.temporary("deviation", means.shape());
    means.emitDeviation(pass, pass.parameter(VARIANCE).reshape(means.shape()), eps, deviation);
    pass.emit(means.apply(BinaryFunction.DIV), scaled, deviation, pass.bottomGradient(0));
  }
}
