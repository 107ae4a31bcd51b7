package io.decant.api.layers.common;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.api.layer.LayerConfig;
import io.decant.api.layer.LayerSetup;
import io.decant.api.layer.SimpleLayer;
import io.decant.proto.caffe.BatchNormParameter;
import io.decant.proto.caffe.FillerParameter;
import io.decant.proto.caffe.Phase;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Axpby;
import io.decant.spi.op.Binary;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.ChannelMoments;
import io.decant.spi.op.MovingAverages;
import io.decant.spi.op.Normalise;
import io.decant.spi.op.NormaliseBackward;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Unary;

/**
 * {@code y = (x - mean_c) / sqrt(variance_c + eps)} for each channel c, over the batch, or, if
 * {@code use_global_stats} (unset: in TEST), over past batches. Parameters, which no gradient
 * changes: weighted sums of past means and variances, and the sum of the weights. There is no scale
 * or shift, Scale learns them; or with {@code scale_bias}, as in NVIDIA Caffe, {@code factor_c * y
 * + summand_c}, two more parameters. Source: Caffe's BatchNormLayer; Ioffe and Szegedy, ICML 2015.
 */
public final class BatchNormLayer extends SimpleLayer {
  private static final FillerParameter ONE = FillerParameter.newBuilder().setValue(1).build();
  private static final int FACTOR = 3;
  private static final int SUMMAND = 4;

  private final BatchNormParameter parameter;
  private final boolean global;
  private ChannelMeans means = ChannelMeans.EMPTY;

  /** Creates the layer. */
  public BatchNormLayer(LayerConfig config) {
    super(config, 1, 1);
    parameter = config.parameter().getBatchNormParam();
    global =
        parameter.hasUseGlobalStats()
            ? parameter.getUseGlobalStats()
            : config.phase() == Phase.TEST;
  }

  @Override
  public void reshape(LayerSetup setup) {
    Shape bottom = setup.bottom(0);
    if (bottom.rank() < 2) {
      throw setup.error("needs a channel axis, the bottom is " + bottom);
    }
    means = new ChannelMeans(bottom.dim(0), bottom.dim(1), bottom.countFrom(2));
    setup.fixedParameter(means.shape(), FillerParameter.getDefaultInstance());
    setup.fixedParameter(means.shape(), FillerParameter.getDefaultInstance());
    setup.fixedParameter(Shape.of(1), FillerParameter.getDefaultInstance());
    if (parameter.getScaleBias()) {
      setup.parameter(means.shape(), parameter.hasScaleFiller() ? parameter.getScaleFiller() : ONE);
      setup.parameter(means.shape(), parameter.getBiasFiller());
    }
    setup.top(0, bottom);
  }

  /** Statistics and normalisation may run again; the averages are updated once. */
  @Override
  public void forward(ForwardPass pass) {
    Tensor x = pass.bottom(0);
    Tensor mean = pass.temporary("mean", means.shape());
    Tensor variance = pass.keep("variance", means.shape());
    if (global) {
      emitPast(pass, mean, variance);
    } else {
      pass.emit(
          new ChannelMoments(means.outer(), means.channels(), means.inner()), x, mean, variance);
      emitUpdate(pass, mean, variance);
    }
    pass.emit(
        new Normalise(means.outer(), means.channels(), means.inner(), parameter.getEps()),
        x,
        mean,
        variance,
        parameter.getScaleBias() ? pass.keep("normalised", x.shape()) : pass.topInPlace(0, 0));
    if (parameter.getScaleBias()) {
      scale().emit(pass, pass.keep("normalised", x.shape()), pass.top(0));
    }
  }

  /** Divides the sums by the weights' sum; where that is 0, everything is. */
  private void emitPast(ForwardPass pass, Tensor mean, Tensor variance) {
    Tensor weight = pass.parameter(2);
    Tensor share = pass.temporary("share", Shape.of(1));
    pass.emit(new Unary(Unary.Function.EQUAL, 1, 0, 0), weight, share);
    pass.emit(new Binary(BinaryFunction.ADD, 1), share, weight, share);
    pass.emit(new Unary(Unary.Function.POW, 1, -1, 0), share, share);
    pass.emit(new Binary(BinaryFunction.MASK, 1), share, weight, share);
    Axpby scale = Axpby.scaledBy(means.channels(), 1);
    pass.emit(scale, pass.parameter(0), share, mean);
    pass.emit(scale, pass.parameter(1), share, variance);
  }

  private void emitUpdate(ForwardPass pass, Tensor mean, Tensor variance) {
    long count = means.perChannel();
    float unbiased = count > 1 ? (float) count / (count - 1) : 1;
    pass.emit(
        new MovingAverages(means.channels(), parameter.getMovingAverageFraction(), unbiased),
        mean,
        variance,
        pass.parameter(0),
        pass.parameter(1),
        pass.parameter(2));
  }

  /** Past statistics are constants. */
  @Override
  public void backward(BackwardPass pass) {
    if (parameter.getScaleBias()) {
      scale().emitGradients(pass, pass.kept("normalised"));
    }
    if (!pass.propagates(0)) {
      return;
    }
    Tensor gradient = normalisedGradient(pass);
    Tensor variance = pass.kept("variance");
    if (global) {
      Tensor deviation = pass.temporary("deviation", means.shape());
      means.emitDeviation(pass, variance, parameter.getEps(), deviation);
      Tensor result = pass.bottomGradientInPlace(0, 0);
      pass.emit(means.apply(BinaryFunction.DIV), gradient, deviation, result);
      return;
    }
    pass.emit(
        new NormaliseBackward(means.outer(), means.channels(), means.inner(), parameter.getEps()),
        gradient,
        parameter.getScaleBias() ? pass.kept("normalised") : pass.top(0),
        variance,
        pass.bottomGradientInPlace(0, 0));
  }

  /** Returns the gradient of what is normalised, before it is scaled. */
  private Tensor normalisedGradient(BackwardPass pass) {
    if (!parameter.getScaleBias()) {
      return pass.topGradient(0);
    }
    Tensor scaled = pass.temporary("scaled", pass.topGradient(0).shape());
    scale().emitGradient(pass, scaled);
    return scaled;
  }

  private ChannelScale scale() {
    return new ChannelScale(means, FACTOR, SUMMAND);
  }
}
