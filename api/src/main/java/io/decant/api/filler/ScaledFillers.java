package io.decant.api.filler;

import io.decant.proto.caffe.FillerParameter;
import io.decant.spi.op.Shape;

/**
 * Fillers that scale with the fan of a layer: fan_in = count / shape(0), fan_out = count /
 * shape(1).
 */
final class ScaledFillers {
  private ScaledFillers() {}

  /** Uniform in plus and minus sqrt(3 / n). Glorot and Bengio, AISTATS 2010. */
  static Filler xavier(FillerParameter parameter) {
    return (target, shape, random) -> {
      float bound = (float) Math.sqrt(3 / fan(parameter, shape));
      SimpleFillers.uniform(target, -bound, bound, random);
    };
  }

  /** Normal with standard deviation sqrt(2 / n). He et al., ICCV 2015. */
  static Filler msra(FillerParameter parameter) {
    return (target, shape, random) ->
        SimpleFillers.normal(target, 0, Math.sqrt(2 / fan(parameter, shape)), random);
  }

  private static double fan(FillerParameter parameter, Shape shape) {
    double in = fan(shape, 0);
    double out = fan(shape, 1);
    return switch (parameter.getVarianceNorm()) {
      case FAN_IN -> in;
      case FAN_OUT -> out;
      case AVERAGE -> (in + out) / 2;
    };
  }

  private static double fan(Shape shape, int axis) {
    return axis < shape.rank() ? (double) shape.count() / shape.dim(axis) : shape.count();
  }
}
