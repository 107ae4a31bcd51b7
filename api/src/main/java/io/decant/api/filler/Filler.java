package io.decant.api.filler;

import io.decant.proto.caffe.FillerParameter;
import io.decant.spi.op.Shape;
import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;

/** Gives a parameter its initial contents. Thread-safe. Source: Caffe's fillers. */
@FunctionalInterface
public interface Filler {
  /**
   * Fills the buffer.
   *
   * @param target as many elements as the shape has, from position 0 on
   * @param shape of the parameter
   * @param random where random numbers come from; the same numbers give the same contents
   */
  void fill(FloatBuffer target, Shape shape, RandomGenerator random);

  /**
   * Returns the filler that a prototxt asks for.
   *
   * @throws IllegalArgumentException when there is none of that type
   */
  static Filler of(FillerParameter parameter) {
    return switch (parameter.getType()) {
      case "constant" -> SimpleFillers.constant(parameter);
      case "uniform" -> SimpleFillers.uniform(parameter);
      case "gaussian" -> SimpleFillers.gaussian(parameter);
      case "positive_unitball" -> SimpleFillers.positiveUnitball();
      case "xavier" -> ScaledFillers.xavier(parameter);
      case "msra" -> ScaledFillers.msra(parameter);
      case "bilinear" -> ScaledFillers.bilinear();
      default ->
          throw new IllegalArgumentException(
              "unknown filler type '"
                  + parameter.getType()
                  + "'; known are constant, uniform, gaussian, positive_unitball, xavier, msra,"
                  + " bilinear");
    };
  }
}
