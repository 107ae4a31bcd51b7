package io.decant.data.image;

import io.decant.data.DataException;
import java.io.IOException;

/**
 * Decodes images as OpenCV's imdecode does for Caffe: JPEG to the same bytes where libjpeg's are
 * the same, and what else the Java platform reads (PNG, BMP, TIFF, GIF). Unless {@link
 * Colours#AS_STORED} is asked for, an image is turned as its Exif orientation says. Thread-safe.
 */
public final class ImageDecoder {
  private ImageDecoder() {}

  /**
   * Decodes an image.
   *
   * @param where names the record or file in errors, by its text
   * @throws DataException when it is damaged, cut short, too large or of an unknown format
   */
  public static Image decode(byte[] bytes, Colours colours, Object where) throws DataException {
    try {
      if (JpegHead.begins(bytes)) {
        JpegHead head = JpegHead.of(bytes, where);
        Image image = JpegDecoder.decode(bytes, head, colours, where);
        return colours == Colours.AS_STORED ? image : Orientation.apply(image, head.orientation());
      }
      return RasterDecoder.decode(bytes, colours, where);
    } catch (DataException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // the platform's decoders throw all kinds of run-time exceptions for damaged files
      String cause = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new DataException(where + " cannot be decoded: " + cause, e);
    } catch (OutOfMemoryError e) {
      throw new DataException(
          where + " needs more memory than the Java heap takes to decode; raise -Xmx", e);
    }
  }

  /**
   * Checks a size before memory is taken for it.
   *
   * @throws DataException when no image can have it
   */
  public static void checkSize(int height, int width, int channels, Object where)
      throws DataException {
    ImageShape shape = new ImageShape(channels, height, width);
    if (!shape.isPossible()) {
      throw new DataException(
          "%s is an image of %s; each must be at least 1, and all of them at most %,d values"
              .formatted(where, shape, ImageShape.LARGEST));
    }
  }
}
