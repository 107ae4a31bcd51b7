package io.decant.data.datum;

import io.decant.data.DataException;
import io.decant.proto.caffe.Datum;

/**
 * The size of an image.
 *
 * @param channels channels
 * @param height rows
 * @param width columns
 */
public record ImageShape(int channels, int height, int width) {
  /** The most pixels of all channels that a record may have. */
  public static final long LARGEST = 1L << 28;

  /**
   * Returns the size of a record's image.
   *
   * @param where names the record in errors
   * @throws DataException unless its pixels are there, decoded, as many as its size says
   */
  static ImageShape of(Datum datum, String where) throws DataException {
    if (datum.getEncoded()) {
      throw new DataException(
          where
              + " holds an encoded image, which is not supported yet; make the database anew"
              + " with decoded images");
    }
    ImageShape shape = new ImageShape(datum.getChannels(), datum.getHeight(), datum.getWidth());
    if (shape.channels < 1 || shape.height < 1 || shape.width < 1 || shape.pixels() > LARGEST) {
      throw new DataException(
          "%s has size %s; each must be at least 1, and all of them at most %,d pixels"
              .formatted(where, shape, LARGEST));
    }
    int bytes = datum.getData().size();
    int count = bytes > 0 ? bytes : datum.getFloatDataCount();
    if (count != shape.pixels()) {
      throw new DataException(
          "%s is %s, which needs %,d values, but it holds %,d"
              .formatted(where, shape, shape.pixels(), count));
    }
    return shape;
  }

  private long pixels() {
    return Math.min((long) channels * height, LARGEST + 1) * width;
  }

  @Override
  public String toString() {
    return channels + " x " + height + " x " + width;
  }
}
