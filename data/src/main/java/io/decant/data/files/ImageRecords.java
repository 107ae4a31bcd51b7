package io.decant.data.files;

import com.google.protobuf.ByteString;
import io.decant.data.DataException;
import io.decant.data.image.Colours;
import io.decant.data.image.Image;
import io.decant.data.image.ImageEncoder;
import io.decant.data.image.ImageShape;
import io.decant.data.image.Resize;
import io.decant.proto.caffe.Datum;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Makes records of image files, as Caffe's ReadImageToDatum does. Thread-safe.
 *
 * @param gray whether images become gray; else they have three channels
 * @param height to which images are resized; 0 for as they are
 * @param width likewise; both are 0 or neither
 * @param encoded whether records hold encoded images
 * @param encoding the format of encoded images, such as {@code jpg}; empty for that of the file
 */
public record ImageRecords(boolean gray, int height, int width, boolean encoded, String encoding) {
  /** Checks the sizes. */
  public ImageRecords {
    if (height < 0 || width < 0 || (height == 0) != (width == 0)) {
      throw new IllegalArgumentException(
          "images are resized to a height and a width, not to " + height + " x " + width);
    }
  }

  /**
   * Makes a record. The bytes of a file that need no change are taken as they are.
   *
   * @param where names the line that asks for the file
   */
  Datum make(Path file, String where, int label) throws DataException {
    Datum.Builder datum = Datum.newBuilder().setLabel(label);
    Colours colours = gray ? Colours.GRAY : Colours.COLOUR;
    if (!encoded) {
      return datum(resized(ImageFiles.read(file, where, colours)), datum);
    }
    String extension = extension(file);
    String type = encoding.isEmpty() ? extension : encoding.toLowerCase(Locale.ROOT);
    byte[] bytes;
    if (!gray && height == 0 && sameFormat(type, extension)) {
      bytes = ImageFiles.bytes(file, where);
    } else {
      bytes = ImageEncoder.encode(resized(ImageFiles.read(file, where, colours)), type);
    }
    return datum.setEncoded(true).setData(ByteString.copyFrom(bytes)).build();
  }

  private Image resized(Image image) {
    return height == 0 ? image : Resize.to(image, height, width);
  }

  private static String extension(Path file) {
    String name = file.toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static boolean sameFormat(String type, String extension) {
    return type.replace("jpeg", "jpg").equals(extension.replace("jpeg", "jpg"));
  }

  /** Records hold one channel after the other. */
  private static Datum datum(Image image, Datum.Builder datum) {
    ImageShape shape = image.shape();
    byte[] pixels = image.bytes();
    byte[] planes = new byte[pixels.length];
    int plane = shape.height() * shape.width();
    for (int i = 0; i < plane; i++) {
      for (int channel = 0; channel < shape.channels(); channel++) {
        planes[channel * plane + i] = pixels[i * shape.channels() + channel];
      }
    }
    return datum
        .setChannels(shape.channels())
        .setHeight(shape.height())
        .setWidth(shape.width())
        .setData(ByteString.copyFrom(planes))
        .build();
  }
}
