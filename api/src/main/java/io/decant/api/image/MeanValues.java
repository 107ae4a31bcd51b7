package io.decant.api.image;

import io.decant.proto.io.BlobData;
import java.util.Arrays;

/** Mean images: those of files, made to fit an input. Source: pycaffe's Transformer.set_mean. */
final class MeanValues {
  private MeanValues() {}

  /**
   * Returns the values of a mean image, resized if need be.
   *
   * @throws IllegalArgumentException when it has other channels
   */
  static float[] fitting(BlobData mean, int channels, int height, int width) {
    long[] shape = mean.shape();
    int rank = shape.length;
    boolean image = rank == 2 || rank == 3 || (rank == 4 && shape[0] == 1);
    long found = rank == 2 ? 1 : image ? shape[rank - 3] : 0;
    if (found != channels) {
      throw new IllegalArgumentException(
          "a mean of shape "
              + Arrays.toString(shape)
              + " was given for an input of "
              + channels
              + " channels; "
              + channels
              + " x height x width is needed");
    }
    int rows = Math.toIntExact(shape[rank - 2]);
    int columns = Math.toIntExact(shape[rank - 1]);
    if (rows == height && columns == width) {
      return mean.data().clone();
    }
    float[] pixels = exchanged(mean.data(), channels, rows * columns);
    FloatImage resized = new FloatImage(rows, columns, channels, pixels).resized(height, width);
    return exchanged(resized.values(), height * width, channels);
  }

  /** Returns a matrix of so many rows and columns, with rows and columns exchanged. */
  private static float[] exchanged(float[] values, int rows, int columns) {
    float[] result = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i % columns * rows + i / columns] = values[i];
    }
    return result;
  }
}
