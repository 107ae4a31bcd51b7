package io.decant.data.transform;

import io.decant.data.DataException;
import io.decant.data.image.ImageShape;
import io.decant.proto.caffe.TransformationParameter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Subtracts a mean from pixels and scales them, in float32: one mean for all, one for each channel,
 * or an image. Thread-safe.
 */
public final class Normaliser {
  private final float scale;
  private final float[] values;
  private final @Nullable MeanImage image;

  private Normaliser(float scale, float[] values, @Nullable MeanImage image) {
    this.scale = scale;
    this.values = values;
    this.image = image;
  }

  /**
   * Takes what the parameters say, and reads the mean file if there is one.
   *
   * @param directory where relative paths start
   * @throws DataException when they contradict each other, or the mean file cannot be read
   */
  public static Normaliser of(TransformationParameter parameter, Path directory)
      throws DataException {
    if (parameter.hasMeanFile() && parameter.getMeanValueCount() > 0) {
      throw new DataException("transform_param has both mean_file and mean_value; give one");
    }
    float[] values = new float[parameter.getMeanValueCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = parameter.getMeanValue(i);
    }
    MeanImage image =
        parameter.hasMeanFile() ? MeanImage.read(directory.resolve(parameter.getMeanFile())) : null;
    return new Normaliser(parameter.getScale(), values, image);
  }

  /**
   * Checks that there is a mean for each channel.
   *
   * @param where names the record in errors, by its text
   */
  public void checkChannels(int channels, Object where) throws DataException {
    if (values.length > 1 && values.length != channels) {
      throw new DataException(
          "%s has %d channels, but transform_param has %d of mean_value; give one or as many"
              .formatted(where, channels, values.length));
    }
  }

  /**
   * Checks that the mean image, if there is one, has exactly this size.
   *
   * @param where names the record in errors, by its text
   */
  public void checkSize(ImageShape shape, Object where) throws DataException {
    if (image != null && !shape.equals(image.shape())) {
      throw new DataException(
          "%s is %s, but mean file %s is %s".formatted(where, shape, image.file(), image.shape()));
    }
  }

  /** Returns the size of the mean image; null when there is none. */
  public @Nullable ImageShape meanShape() {
    return image == null ? null : image.shape();
  }

  /**
   * Subtracts the mean and scales, for pixels from left to right, and from the end of a row on of
   * the next.
   *
   * @param y their row in the mean image
   * @param left the column of the first in the mean image
   */
  public void apply(float[] pixels, int count, int channel, int y, int left) {
    if (image != null) {
      image.normalise(pixels, channel, y, left, count, scale);
      return;
    }
    float mean = values.length == 0 ? 0 : values[values.length == 1 ? 0 : channel];
    for (int i = 0; i < count; i++) {
      pixels[i] = (pixels[i] - mean) * scale;
    }
  }
}
