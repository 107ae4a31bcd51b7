package io.decant.api.filler;

import io.decant.proto.caffe.FillerParameter;
import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;

/** Fillers that do not depend on the fan of a layer. */
final class SimpleFillers {
  private SimpleFillers() {}

  /** Every element is {@code value}. */
  static Filler constant(FillerParameter parameter) {
    return (target, shape, random) -> {
      for (int i = 0; i < target.limit(); i++) {
        target.put(i, parameter.getValue());
      }
    };
  }

  /** Uniform in {@code min} to {@code max}. */
  static Filler uniform(FillerParameter parameter) {
    if (!(parameter.getMin() <= parameter.getMax())) {
      throw new IllegalArgumentException(
          "filler uniform has min " + parameter.getMin() + " above max " + parameter.getMax());
    }
    return (target, shape, random) ->
        uniform(target, parameter.getMin(), parameter.getMax(), random);
  }

  static void uniform(FloatBuffer target, float min, float max, RandomGenerator random) {
    for (int i = 0; i < target.limit(); i++) {
      target.put(i, min + (max - min) * random.nextFloat());
    }
  }

  /**
   * Normal with {@code mean} and {@code std}; with {@code sparse} s, an element is kept with
   * probability s / shape(0), else it is 0.
   */
  static Filler gaussian(FillerParameter parameter) {
    if (!(parameter.getStd() > 0)) {
      throw new IllegalArgumentException(
          "filler gaussian has std " + parameter.getStd() + ", it must be greater than 0");
    }
    if (parameter.getSparse() < -1) {
      throw new IllegalArgumentException(
          "filler gaussian has sparse " + parameter.getSparse() + ", it must be at least 0");
    }
    return (target, shape, random) -> {
      normal(target, parameter.getMean(), parameter.getStd(), random);
      if (parameter.getSparse() >= 0) {
        double keep = (double) parameter.getSparse() / shape.dim(0);
        for (int i = 0; i < target.limit(); i++) {
          if (random.nextDouble() >= keep) {
            target.put(i, 0);
          }
        }
      }
    };
  }

  static void normal(FloatBuffer target, double mean, double std, RandomGenerator random) {
    for (int i = 0; i < target.limit(); i++) {
      target.put(i, (float) (mean + std * random.nextGaussian()));
    }
  }

  /** Uniform in 0 to 1, then scaled so that the elements of each first-axis entry sum to 1. */
  static Filler positiveUnitball() {
    return (target, shape, random) -> {
      uniform(target, 0, 1, random);
      int rows = Math.toIntExact(shape.dim(0));
      int columns = target.limit() / Math.max(1, rows);
      for (int row = 0; row < rows; row++) {
        float sum = 0;
        for (int i = row * columns; i < (row + 1) * columns; i++) {
          sum += target.get(i);
        }
        for (int i = row * columns; i < (row + 1) * columns; i++) {
          target.put(i, target.get(i) / sum);
        }
      }
    };
  }
}
