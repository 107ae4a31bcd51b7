package io.decant.api.layers.common;

import io.decant.api.layer.LayerPass;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.BinaryFunction;
import io.decant.spi.op.Broadcast;
import io.decant.spi.op.Reduce;
import io.decant.spi.op.Shape;
import io.decant.spi.op.Unary;

/**
 * Averages over each channel of (outer, channels, inner).
 *
 * @param outer extent of the axis before the channels
 * @param channels channels
 * @param inner extent of the axes behind the channels
 */
record ChannelMeans(long outer, long channels, long inner) {
  static final ChannelMeans EMPTY = new ChannelMeans(0, 0, 0);

  /** Returns the number of elements of a channel. */
  long perChannel() {
    return outer * inner;
  }

  Shape shape() {
    return Shape.of(channels);
  }

  /** Emits the average of x, or of |x| or x^2. */
  void emit(LayerPass pass, Reduce.Function function, Tensor x, Tensor means) {
    float share = 1f / perChannel();
    if (outer == 1) {
      pass.emit(new Reduce(function, channels, inner, 1, share, false), x, means);
      return;
    }
    Tensor sums = pass.temporary("sums", Shape.of(outer, channels));
    pass.emit(Reduce.of(function, outer * channels, inner, 1), x, sums);
    pass.emit(new Reduce(Reduce.Function.SUM, 1, outer, channels, share, false), sums, means);
  }

  /** Emits {@code deviation = sqrt(variance + eps)}. */
  void emitDeviation(LayerPass pass, Tensor variance, float eps, Tensor deviation) {
    pass.emit(new Unary(Unary.Function.AFFINE, channels, 1, eps), variance, deviation);
    pass.emit(Unary.of(Unary.Function.SQRT, channels), deviation, deviation);
  }

  /** Returns the operator that combines each element with its channel's value. */
  Broadcast apply(BinaryFunction function) {
    return Broadcast.alongMiddle(function, outer, channels, inner);
  }
}
