package io.decant.api.layers.loss;

import io.decant.proto.caffe.LossParameter;
import io.decant.spi.op.SoftmaxLoss.Normalization;

/**
 * Reads how a loss is normalised; the deprecated {@code normalize} counts only without the new
 * field.
 */
final class Normalizations {
  private Normalizations() {}

  static Normalization of(LossParameter parameter, Normalization otherwise) {
    if (!parameter.hasNormalization()) {
      if (!parameter.hasNormalize()) {
        return otherwise;
      }
      return parameter.getNormalize() ? Normalization.VALID : Normalization.BATCH_SIZE;
    }
    return switch (parameter.getNormalization()) {
      case FULL -> Normalization.FULL;
      case VALID -> Normalization.VALID;
      case BATCH_SIZE -> Normalization.BATCH_SIZE;
      case NONE -> Normalization.NONE;
    };
  }
}
