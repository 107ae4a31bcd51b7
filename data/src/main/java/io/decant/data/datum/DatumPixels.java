package io.decant.data.datum;

import com.google.protobuf.ByteString;
import io.decant.data.DataException;
import io.decant.data.image.Colours;
import io.decant.data.image.ImageDecoder;
import io.decant.data.image.ImageShape;
import io.decant.data.image.Pixels;
import io.decant.proto.caffe.Datum;
import io.decant.proto.caffe.TransformationParameter;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the pixels of Datum records: bytes (0 to 255) or floats, of which bytes win where a record
 * has both, or an encoded image, which is decoded. Thread-safe.
 */
public final class DatumPixels {
  private static final Logger LOG = LoggerFactory.getLogger(DatumPixels.class);

  private final Colours colours;
  private final AtomicBoolean warned;

  private DatumPixels(Colours colours) {
    this.colours = colours;
    this.warned = new AtomicBoolean(colours == Colours.AS_STORED);
  }

  /** Decodes images with the channels that they are stored with. */
  public static DatumPixels asStored() {
    return new DatumPixels(Colours.AS_STORED);
  }

  /**
   * Decodes images as {@code force_color} or {@code force_gray} ask for.
   *
   * @throws DataException when both do
   */
  public static DatumPixels of(TransformationParameter parameter) throws DataException {
    if (parameter.getForceColor() && parameter.getForceGray()) {
      throw new DataException("transform_param has both force_color and force_gray; give one");
    }
    if (parameter.getForceColor()) {
      return new DatumPixels(Colours.COLOUR);
    }
    return new DatumPixels(parameter.getForceGray() ? Colours.GRAY : Colours.AS_STORED);
  }

  /**
   * Returns the pixels of a record.
   *
   * @param where names the record in errors, by its text
   * @throws DataException when they are not there, as many as its size says, or cannot be decoded
   */
  public Pixels of(Datum datum, Object where) throws DataException {
    if (datum.getEncoded()) {
      return ImageDecoder.decode(datum.getData().toByteArray(), colours, where);
    }
    if (!warned.getAndSet(true)) {
      LOG.error("force_color and force_gray only for encoded datum");
    }
    ImageShape shape = new ImageShape(datum.getChannels(), datum.getHeight(), datum.getWidth());
    if (!shape.isPossible()) {
      throw new DataException(
          "%s has size %s; each must be at least 1, and all of them at most %,d pixels"
              .formatted(where, shape, ImageShape.LARGEST));
    }
    ByteString bytes = datum.getData();
    int count = bytes.isEmpty() ? datum.getFloatDataCount() : bytes.size();
    if (count != shape.values()) {
      throw new DataException(
          "%s is %s, which needs %,d values, but it holds %,d"
              .formatted(where, shape, shape.values(), count));
    }
    return bytes.isEmpty()
        ? new FloatPixels(shape, datum)
        : new BytePixels(shape, bytes.toByteArray());
  }

  /** Unsigned bytes by channel, row and column. */
  private static final class BytePixels implements Pixels {
    private final ImageShape shape;
    private final byte[] bytes;

    BytePixels(ImageShape shape, byte[] bytes) {
      this.shape = shape;
      this.bytes = bytes;
    }

    @Override
    public ImageShape shape() {
      return shape;
    }

    @Override
    public void row(int channel, int y, int left, float[] target, int count) {
      int first = (channel * shape.height() + y) * shape.width() + left;
      for (int i = 0; i < count; i++) {
        target[i] = bytes[first + i] & 0xff;
      }
    }
  }

  /** Floats by channel, row and column. */
  private record FloatPixels(ImageShape shape, Datum datum) implements Pixels {
    @Override
    public void row(int channel, int y, int left, float[] target, int count) {
      int first = (channel * shape.height() + y) * shape.width() + left;
      for (int i = 0; i < count; i++) {
        target[i] = datum.getFloatData(first + i);
      }
    }
  }
}
