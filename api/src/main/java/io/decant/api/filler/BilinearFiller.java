package io.decant.api.filler;

import io.decant.spi.op.Shape;
import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;

/**
 * Weights of a deconvolution that interpolates linearly between pixels: with f = ceil(width / 2)
 * and c = (width - 1) / (2 f), {@code w[y, x] = (1 - |x / f - c|) (1 - |y / f - c|)}. Source:
 * Caffe's BilinearFiller.
 */
final class BilinearFiller implements Filler {
  @Override
  public void check(Shape shape) {
    if (shape.rank() != 4 || shape.dim(2) != shape.dim(3)) {
      throw new IllegalArgumentException(
          "filler bilinear needs 4 axes and a square kernel, the blob is " + shape);
    }
  }

  @Override
  public void fill(FloatBuffer target, Shape shape, RandomGenerator random) {
    check(shape);
    int width = Math.toIntExact(shape.dim(3));
    int factor = (width + 1) / 2;
    float centre = (width - 1) / (2f * factor);
    for (int i = 0; i < target.limit(); i++) {
      float x = i % width;
      float y = i / width % width;
      target.put(i, (1 - Math.abs(x / factor - centre)) * (1 - Math.abs(y / factor - centre)));
    }
  }
}
