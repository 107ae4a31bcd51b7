package io.decant.data.transform;

import io.decant.data.DataException;
import io.decant.data.image.ImageShape;
import io.decant.data.image.Pixels;
import io.decant.proto.caffe.Phase;
import io.decant.proto.caffe.TransformationParameter;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * Makes a net's input of an image, as Caffe's data_transformer: {@code (pixel - mean) * scale} in
 * float32, of a crop at random in phase TRAIN and from the centre in phase TEST, mirrored at random
 * in both. The mean image is indexed by the place in the uncropped image. Thread-safe.
 */
public final class DataTransformer {
  private final int crop;
  private final boolean cropsAtRandom;
  private final boolean mirrors;
  private final Normaliser normaliser;

  private DataTransformer(TransformationParameter parameter, Phase phase, Normaliser normaliser) {
    this.crop = parameter.getCropSize();
    this.cropsAtRandom = phase == Phase.TRAIN;
    this.mirrors = parameter.getMirror();
    this.normaliser = normaliser;
  }

  /**
   * Creates a transformer, and reads the mean file if there is one.
   *
   * @param directory where relative paths start
   * @throws DataException when the parameters contradict each other, or the mean file cannot be
   *     read
   */
  public static DataTransformer of(TransformationParameter parameter, Phase phase, Path directory)
      throws DataException {
    if (parameter.getCropSize() < 0) {
      throw new DataException(
          "transform_param.crop_size is %s; it is too large"
              .formatted(Integer.toUnsignedString(parameter.getCropSize())));
    }
    return new DataTransformer(parameter, phase, Normaliser.of(parameter, directory));
  }

  /**
   * Returns what an image becomes, after checking that this transformer can work on it.
   *
   * @param where names the record in errors, by its text
   */
  public ImageShape outputShape(ImageShape shape, Object where) throws DataException {
    normaliser.checkChannels(shape.channels(), where);
    normaliser.checkSize(shape, where);
    if (crop == 0) {
      return shape;
    }
    if (crop > shape.height() || crop > shape.width()) {
      throw new DataException(
          "%s is %s, smaller than transform_param.crop_size %d".formatted(where, shape, crop));
    }
    return new ImageShape(shape.channels(), crop, crop);
  }

  /**
   * Transforms an image.
   *
   * @param where names the record in errors, by its text
   * @param expected what it must become
   * @param random the record's random numbers
   * @param output takes the values by channel, row and column, from its position on, which moves
   */
  public void transform(
      Pixels pixels, Object where, ImageShape expected, SplittableRandom random, FloatBuffer output)
      throws DataException {
    ImageShape shape = pixels.shape();
    ImageShape out = outputShape(shape, where);
    if (!out.equals(expected)) {
      throw new DataException(
          "%s is %s, but the records before it are %s; all must be alike"
              .formatted(where, out, expected));
    }
    boolean mirrored = mirrors && random.nextInt(2) == 1;
    boolean anywhere = crop > 0 && cropsAtRandom;
    int spareRows = shape.height() - out.height();
    int spareColumns = shape.width() - out.width();
    int top = anywhere ? random.nextInt(spareRows + 1) : spareRows / 2;
    int left = anywhere ? random.nextInt(spareColumns + 1) : spareColumns / 2;
    // rows that are taken whole and in their order are taken all at once
    boolean whole = out.width() == shape.width() && !mirrored;
    int rows = whole ? 1 : out.height();
    float[] row = new float[whole ? out.height() * out.width() : out.width()];
    for (int channel = 0; channel < out.channels(); channel++) {
      for (int y = top; y < top + rows; y++) {
        pixels.row(channel, y, left, row, row.length);
        normaliser.apply(row, row.length, channel, y, left);
        if (mirrored) {
          mirror(row);
        }
        output.put(row);
      }
    }
  }

  /** Turns a row of values round. */
  public static void mirror(float[] row) {
    for (int i = 0, j = row.length - 1; i < j; i++, j--) {
      float left = row[i];
      row[i] = row[j];
      row[j] = left;
    }
  }
}
