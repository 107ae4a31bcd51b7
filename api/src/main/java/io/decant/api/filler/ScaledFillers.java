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
    return (target, shape, random) -> {
      double std = Math.sqrt(2 / fan(parameter, shape));
      for (int i = 0; i < target.limit(); i++) {
        target.put(i, (float) (std * random.nextGaussian()));
      }
    };
  }

  /** Weights of a deconvolution that interpolates linearly between pixels. */
  static Filler bilinear() {
    return (target, shape, random) -> {
      if (shape.rank() != 4 || shape.dim(2) != shape.dim(3)) {
        throw new IllegalArgumentException(
            "filler bilinear needs 4 axes and a square kernel, the blob is " + shape);
      }
      int width = Math.toIntExact(shape.dim(3));
      int factor = (width + 1) / 2;
      float centre = (2 * factor - 1 - factor % 2) / (2f * factor);
      for (int i = 0; i < target.limit(); i++) {
        float x = i % width;
        float y = i / width % width;
        target.put(i, (1 - Math.abs(x / factor - centre)) * (1 - Math.abs(y / factor - centre)));
      }
    };
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
