package io.decant.data.datum;

import io.decant.data.DataException;
import io.decant.proto.caffe.Datum;
import io.decant.proto.caffe.Phase;
import io.decant.proto.caffe.TransformationParameter;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a net's input of a record, as Caffe's data_transformer: {@code (pixel - mean) * scale} in
 * float32, from the crop in the centre if there is one. The mean image is indexed by the place in
 * the uncropped record. Not thread-safe.
 */
public final class DataTransformer {
  private static final Logger LOG = LoggerFactory.getLogger(DataTransformer.class);

  private final float scale;
  private final int crop;
  private final float[] meanValues;
  private final @Nullable MeanImage meanImage;
  private float[] row = new float[0];

  private DataTransformer(
      float scale, int crop, float[] meanValues, @Nullable MeanImage meanImage) {
    this.scale = scale;
    this.crop = crop;
    this.meanValues = meanValues;
    this.meanImage = meanImage;
  }

  /**
   * Creates a transformer, and reads the mean file if there is one.
   *
   * @param directory where relative paths start
   * @throws DataException when the parameters contradict each other, the mean file cannot be read,
   *     or for what is not supported yet: {@code mirror}, and {@code crop_size} in phase TRAIN
   */
  public static DataTransformer of(TransformationParameter parameter, Phase phase, Path directory)
      throws DataException {
    if (parameter.getMirror()) {
      throw new DataException("transform_param.mirror is not supported yet; remove it");
    }
    int crop = parameter.getCropSize();
    if (crop < 0) {
      throw new DataException(
          "transform_param.crop_size is %s; it is too large"
              .formatted(Integer.toUnsignedString(crop)));
    }
    if (crop > 0 && phase == Phase.TRAIN) {
      throw new DataException(
          "transform_param.crop_size crops at random in phase TRAIN, which is not supported yet;"
              + " give it in phase TEST only");
    }
    if (parameter.getForceColor() || parameter.getForceGray()) {
      LOG.error("force_color and force_gray only for encoded datum");
    }
    if (parameter.hasMeanFile() && parameter.getMeanValueCount() > 0) {
      throw new DataException("transform_param has both mean_file and mean_value; give one");
    }
    float[] means = new float[parameter.getMeanValueCount()];
    for (int i = 0; i < means.length; i++) {
      means[i] = parameter.getMeanValue(i);
    }
    MeanImage image =
        parameter.hasMeanFile() ? MeanImage.read(directory.resolve(parameter.getMeanFile())) : null;
    return new DataTransformer(parameter.getScale(), crop, means, image);
  }

  /**
   * Returns what a record becomes, after checking that it is a whole image that this transformer
   * can work on.
   *
   * @param where names the record in errors
   */
  public ImageShape outputShape(Datum datum, String where) throws DataException {
    ImageShape shape = ImageShape.of(datum, where);
    if (meanValues.length > 1 && meanValues.length != shape.channels()) {
      throw new DataException(
          "%s has %d channels, but transform_param has %d of mean_value; give one or as many"
              .formatted(where, shape.channels(), meanValues.length));
    }
    if (meanImage != null && !shape.equals(meanImage.shape())) {
      throw new DataException(
          "%s is %s, but mean file %s is %s"
              .formatted(where, shape, meanImage.file(), meanImage.shape()));
    }
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
   * Transforms a record.
   *
   * @param where names the record in errors
   * @param expected what it must become
   * @param output takes the pixels by channel, row and column, from its position on, which moves
   */
  public void transform(Datum datum, String where, ImageShape expected, FloatBuffer output)
      throws DataException {
    ImageShape out = outputShape(datum, where);
    if (!out.equals(expected)) {
      throw new DataException(
          "%s is %s, but the records before it are %s; all must be alike"
              .formatted(where, out, expected));
    }
    Pixels pixels = Pixels.of(datum);
    int top = (datum.getHeight() - out.height()) / 2;
    int left = (datum.getWidth() - out.width()) / 2;
    boolean cropped = out.width() != datum.getWidth() || out.height() != datum.getHeight();
    int rows = cropped ? out.height() : 1;
    int length = cropped ? out.width() : out.height() * out.width();
    if (row.length < length) {
      row = new float[length];
    }
    for (int channel = 0; channel < out.channels(); channel++) {
      for (int y = 0; y < rows; y++) {
        int first = (channel * datum.getHeight() + top + y) * datum.getWidth() + left;
        pixels.read(first, row, length);
        normalise(channel, first, length);
        output.put(row, 0, length);
      }
    }
  }

  /** Subtracts the mean and scales, for pixels of one channel that begin at {@code first}. */
  private void normalise(int channel, int first, int length) {
    if (meanImage != null) {
      meanImage.normalise(row, first, length, scale);
      return;
    }
    float mean = meanValues.length == 0 ? 0 : meanValues[meanValues.length == 1 ? 0 : channel];
    for (int i = 0; i < length; i++) {
      row[i] = (row[i] - mean) * scale;
    }
  }
}
