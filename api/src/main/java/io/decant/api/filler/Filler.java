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
   * Checks that a parameter of this shape can be filled.
   *
   * @throws IllegalArgumentException when it cannot
   */
  default void check(Shape shape) {}

  /**
   * Returns the filler that a prototxt asks for.
   *
   * @throws IllegalArgumentException when there is none of that type, or one of its numbers is
   *     outside its range
   */
  static Filler of(FillerParameter parameter) {
    if (parameter.getSparse() != -1 && !parameter.getType().equals("gaussian")) {
      throw new IllegalArgumentException(
          "filler " + parameter.getType() + " cannot be sparse; gaussian can");
    }
    return switch (parameter.getType()) {
      case "constant" -> SimpleFillers.constant(parameter);
      case "uniform" -> SimpleFillers.uniform(parameter);
      case "gaussian" -> SimpleFillers.gaussian(parameter);
      case "positive_unitball" -> SimpleFillers.positiveUnitball();
      case "xavier" -> ScaledFillers.xavier(parameter);
      case "msra" -> ScaledFillers.msra(parameter);
      case "bilinear" -> new BilinearFiller();
      default ->
          throw new IllegalArgumentException(
              "unknown filler type '"
                  + parameter.getType()
                  + "'; known are constant, uniform, gaussian, positive_unitball, xavier, msra,"
                  + " bilinear");
    };
  }
}
