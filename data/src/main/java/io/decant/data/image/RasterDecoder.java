package io.decant.data.image;

import io.decant.data.DataException;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/**
 * Decodes what the Java platform reads beside JPEG. Samples are taken as they are stored, without
 * conversion between colour spaces; opacity is dropped, not blended, unless it is asked for.
 */
final class RasterDecoder {
  /** What the best compression makes of a byte: of pixels of some bits (PNG), and others (GIF). */
  private static final long MOST_OF_A_BYTE_OF_BITS = 1032;

  private static final long MOST_OF_A_BYTE = 2700;

  private RasterDecoder() {}

  static Image decode(byte[] bytes, Colours colours, Object where) throws IOException {
    try (ImageBytes input = new ImageBytes(bytes)) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
      if (!readers.hasNext()) {
        throw new DataException(
            where + " is no image of a known format; JPEG, PNG, BMP, TIFF and GIF can be read");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(input, true, true);
        ImageDecoder.checkSize(reader.getHeight(0), reader.getWidth(0), 4, where);
        ColorModel model = reader.getImageTypes(0).next().getColorModel();
        checkBits(model, colours, where);
        checkFits(reader, model, bytes.length, where);
        return convert(reader.read(0), colours, where);
      } finally {
        reader.dispose();
      }
    }
  }

  /** Checks that so many bytes can hold what the head of the image promises. */
  private static void checkFits(ImageReader reader, ColorModel model, int bytes, Object where)
      throws IOException {
    long pixels = (long) reader.getHeight(0) * reader.getWidth(0);
    int bits = model.getPixelSize();
    if (pixels * bits / 8 > (bits < 8 ? MOST_OF_A_BYTE_OF_BITS : MOST_OF_A_BYTE) * bytes) {
      throw new DataException(
          "%s is an image of %,d x %,d pixels in %,d bytes; it is damaged or cut short"
              .formatted(where, reader.getHeight(0), reader.getWidth(0), bytes));
    }
  }

  /** Checks how fine the samples are; TIFF's reader takes memory for all values of one. */
  private static int checkBits(ColorModel model, Colours colours, Object where)
      throws DataException {
    int bits =
        model instanceof IndexColorModel
            ? 8
            : Arrays.stream(model.getComponentSize()).max().orElseThrow();
    if (bits > 16 || (bits > 8 && colours == Colours.AS_STORED)) {
      throw new DataException(where + " has " + bits + " bits a channel; 8 can be read");
    }
    return bits;
  }

  static Image convert(BufferedImage image, Colours colours, Object where) throws DataException {
    Raster raster = image.getRaster();
    ColorModel model = image.getColorModel();
    IndexColorModel palette = model instanceof IndexColorModel index ? index : null;
    int bands = palette == null ? raster.getNumBands() : isGray(palette) ? 1 : 3;
    if (palette != null && palette.hasAlpha()) {
      bands = 4;
    }
    if (bands < 1 || bands > 4) {
      throw new DataException(where + " has " + bands + " channels; 1 to 4 can be read");
    }
    int bits = checkBits(model, colours, where);
    int channels = colours.of(bands == 2 ? 4 : bands);
    byte[] pixels = new byte[image.getHeight() * image.getWidth() * channels];
    int[] row = new int[image.getWidth() * raster.getNumBands()];
    int[] red = new int[4];
    int at = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, image.getWidth(), 1, row);
      for (int x = 0; x < image.getWidth(); x++) {
        if (palette == null) {
          samples(row, x * bands, bands, bits, red);
        } else {
          colour(palette.getRGB(row[x]), red);
        }
        put(red, pixels, at, channels);
        at += channels;
      }
    }
    return new Image(image.getHeight(), image.getWidth(), channels, pixels);
  }

  private static boolean isGray(IndexColorModel palette) {
    for (int i = 0; i < palette.getMapSize(); i++) {
      if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i)) {
        return false;
      }
    }
    return true;
  }

  private static void samples(int[] row, int at, int bands, int bits, int[] red) {
    int shift = Math.max(0, bits - 8);
    for (int i = 0; i < 3; i++) {
      red[i] = row[at + (bands < 3 ? 0 : i)] >> shift;
    }
    red[3] = bands % 2 == 0 ? row[at + bands - 1] >> shift : 255;
  }

  private static void colour(int rgb, int[] red) {
    red[0] = rgb >> 16 & 0xff;
    red[1] = rgb >> 8 & 0xff;
    red[2] = rgb & 0xff;
    red[3] = rgb >>> 24;
  }

  private static void put(int[] red, byte[] pixels, int at, int channels) {
    if (channels == 1) {
      boolean gray = red[0] == red[1] && red[0] == red[2];
      pixels[at] = (byte) (gray ? red[0] : Luminance.of(red[0], red[1], red[2]));
      return;
    }
    pixels[at] = (byte) red[2];
    pixels[at + 1] = (byte) red[1];
    pixels[at + 2] = (byte) red[0];
    if (channels == 4) {
      pixels[at + 3] = (byte) red[3];
    }
  }
}
