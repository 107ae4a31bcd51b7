package io.decant.data.image;

import io.decant.data.DataException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Encodes images; JPEG with the quality that OpenCV has by default, 95 of 100. Thread-safe. */
public final class ImageEncoder {
  private static final float QUALITY = 0.95f;

  private ImageEncoder() {}

  /**
   * Encodes an image.
   *
   * @param image gray, or blue, green and red
   * @param type a file name's extension, such as {@code jpg} or {@code png}
   * @throws DataException when there is no such format, or it does not take such an image
   */
  public static byte[] encode(Image image, String type) throws DataException {
    Iterator<ImageWriter> writers = ImageIO.getImageWritersBySuffix(type.toLowerCase(Locale.ROOT));
    if (!writers.hasNext()) {
      Set<String> known = new TreeSet<>();
      for (String suffix : ImageIO.getWriterFileSuffixes()) {
        known.add(suffix.toLowerCase(Locale.ROOT));
      }
      throw new DataException("images cannot be encoded as '" + type + "'; there are " + known);
    }
    ImageWriter writer = writers.next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam parameter = writer.getDefaultWriteParam();
      if (type.toLowerCase(Locale.ROOT).startsWith("jp")) {
        parameter.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameter.setCompressionQuality(QUALITY);
      }
      writer.setOutput(out);
      writer.write(null, new IIOImage(buffered(image), null, null), parameter);
    } catch (IOException e) {
      throw new DataException("an image cannot be encoded as " + type + ": " + e.getMessage(), e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static BufferedImage buffered(Image image) throws DataException {
    ImageShape shape = image.shape();
    if (shape.channels() != 1 && shape.channels() != 3) {
      throw new DataException("an image of " + shape + " cannot be encoded");
    }
    int type = shape.channels() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR;
    BufferedImage buffered = new BufferedImage(shape.width(), shape.height(), type);
    buffered
        .getRaster()
        .setDataElements(0, 0, shape.width(), shape.height(), inOrder(image, buffered));
    return buffered;
  }

  /** Returns the bytes as the raster's elements go: by band, which is red, green, blue. */
  private static byte[] inOrder(Image image, BufferedImage buffered) {
    byte[] bytes = image.bytes();
    if (buffered.getType() == BufferedImage.TYPE_BYTE_GRAY) {
      return bytes;
    }
    byte[] turned = bytes.clone();
    for (int i = 0; i < turned.length; i += 3) {
      turned[i] = bytes[i + 2];
      turned[i + 2] = bytes[i];
    }
    return turned;
  }
}
