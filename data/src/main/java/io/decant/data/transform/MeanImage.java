package io.decant.data.transform;

import io.decant.data.DataException;
import io.decant.data.datum.MeanFile;
import io.decant.data.image.ImageShape;
import io.decant.proto.io.BlobData;
import java.nio.file.Path;
import java.util.Arrays;

/** A mean to subtract, pixel by pixel. */
final class MeanImage {
  private final Path file;
  private final ImageShape shape;
  private final float[] values;

  private MeanImage(Path file, ImageShape shape, float[] values) {
    this.file = file;
    this.shape = shape;
    this.values = values;
  }

  /**
   * Reads a mean file as compute_image_mean writes it: one blob of 1 x channels x rows x columns.
   *
   * @throws DataException when it cannot be read or holds something else
   */
  static MeanImage read(Path file) throws DataException {
    BlobData blob = MeanFile.read(file);
    long[] shape = blob.shape();
    boolean batched = shape.length == 4 && shape[0] == 1;
    long[] image = batched ? Arrays.copyOfRange(shape, 1, 4) : shape;
    if (image.length != 3
        || Arrays.stream(image).anyMatch(size -> size < 1 || size > ImageShape.LARGEST)) {
      throw new DataException(
          "mean file %s has shape %s; 1 x channels x height x width is needed"
              .formatted(file, Arrays.toString(shape)));
    }
    return new MeanImage(
        file, new ImageShape((int) image[0], (int) image[1], (int) image[2]), blob.data());
  }

  /** Returns where it came from. */
  Path file() {
    return file;
  }

  /** Returns its size. */
  ImageShape shape() {
    return shape;
  }

  /** Subtracts the mean from pixels of a row and scales them. */
  void normalise(float[] pixels, int channel, int y, int left, int count, float scale) {
    int first = (channel * shape.height() + y) * shape.width() + left;
    for (int i = 0; i < count; i++) {
      pixels[i] = (pixels[i] - values[first + i]) * scale;
    }
  }
}
