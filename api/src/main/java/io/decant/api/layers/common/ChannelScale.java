package io.decant.api.layers.common;

import io.decant.api.layer.BackwardPass;
import io.decant.api.layer.ForwardPass;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.ChannelDot;
import io.decant.spi.op.ChannelSum;
import io.decant.spi.op.ScaleShift;

/**
 * A factor and a summand for each channel, two parameters of a layer.
 *
 * @param means the channels
 * @param factor index of the parameter
 * @param summand index of the parameter
 */
record ChannelScale(ChannelMeans means, int factor, int summand) {
  /** Emits {@code y = factor_c * x + summand_c}. */
  void emit(ForwardPass pass, Tensor x, Tensor y) {
    pass.emit(
        new ScaleShift(means.outer(), means.channels(), means.inner()),
        x,
        pass.parameter(factor).reshape(means.shape()),
        pass.parameter(summand).reshape(means.shape()),
        y);
  }

  /** Emits the gradients of those of both that learn. */
  void emitGradients(BackwardPass pass, Tensor x) {
    Tensor gradient = pass.topGradient(0);
    if (pass.learns(factor)) {
      BackwardPass.Accumulation sum = pass.parameterGradient(factor);
      pass.emit(
          new ChannelDot(means.outer(), means.channels(), means.inner(), sum.accumulate()),
          gradient,
          x,
          sum.tensor().reshape(means.shape()));
    }
    if (pass.learns(summand)) {
      BackwardPass.Accumulation sum = pass.parameterGradient(summand);
      pass.emit(
          new ChannelSum(means.outer(), means.channels(), means.inner(), sum.accumulate()),
          gradient,
          sum.tensor().reshape(means.shape()));
    }
  }

  /** Emits the gradient of x. */
  void emitGradient(BackwardPass pass, Tensor result) {
    pass.emit(
        means.apply(BinaryFunction.MUL),
        pass.topGradient(0),
        pass.parameter(factor).reshape(means.shape()),
        result);
  }
}
