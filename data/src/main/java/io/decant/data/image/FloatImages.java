package io.decant.data.image;

import io.decant.api.image.FloatImage;
import io.decant.data.DataException;
import java.awt.image.BufferedImage;

/**
 * Images of bytes as images of floats from 0 to 1, as pycaffe's {@code caffe.io.load_image} makes
 * them: red, green and blue, or their luminance; opacity is dropped. Thread-safe.
 *
 * <pre>{@code
 * BufferedImage drawn = new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB);
 * drawn.setRGB(3, 4, 0xff0000);
 * FloatImage red = FloatImages.of(drawn, Colours.COLOUR);
 * System.out.println(red.at(4, 3, 0)); // 1.0
 * FloatImage digit =
 *     FloatImages.decode(
 *         Files.readAllBytes(Path.of("examples/classification/digit.png")), Colours.GRAY, "digit");
 * System.out.println(digit); // 28 x 28 x 1
 * }</pre>
 */
public final class FloatImages {
  private static final float MOST = 255;

  private FloatImages() {}

  /**
   * Decodes an image as {@link ImageDecoder} does.
   *
   * @param colours how many channels it gets; with {@link Colours#AS_STORED} gray ones have one,
   *     others three
   * @param where names the record or file in errors, by its text
   * @throws DataException when it is damaged, cut short, too large or of an unknown format
   */
  public static FloatImage decode(byte[] bytes, Colours colours, Object where)
      throws DataException {
    return convert(ImageDecoder.decode(bytes, decoded(colours), where), colours);
  }

  /**
   * Converts an image of the Java platform, by its samples as they are stored, without conversion
   * between colour spaces.
   *
   * @param colours how many channels it gets; with {@link Colours#AS_STORED} gray ones have one,
   *     others three
   * @throws DataException when it has more than 4 channels, or more than 16 bits a channel
   */
  public static FloatImage of(BufferedImage image, Colours colours) throws DataException {
    return convert(RasterDecoder.convert(image, decoded(colours), "the image"), colours);
  }

  /**
   * Returns an image that can be shown and written, gray or in colour; values below 0 and above 1
   * become 0 and 1.
   *
   * @throws IllegalArgumentException when it has neither 1 nor 3 channels
   */
  public static BufferedImage toBufferedImage(FloatImage image) {
    int channels = image.channels();
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException(
          "an image of "
              + image
              + " (height, width, channels) cannot be shown; 1 or 3 channels can");
    }
    int type = channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR;
    BufferedImage shown = new BufferedImage(image.width(), image.height(), type);
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        for (int channel = 0; channel < channels; channel++) {
          float value = Math.max(0, Math.min(1, image.at(y, x, channel)));
          shown.getRaster().setSample(x, y, channel, Math.round(value * MOST));
        }
      }
    }
    return shown;
  }

  /** Gray is made of colours, since Caffe's bytes of gray are rounded, and weighed otherwise. */
  private static Colours decoded(Colours wanted) {
    return wanted == Colours.GRAY ? Colours.COLOUR : wanted;
  }

  private static FloatImage convert(Image image, Colours colours) {
    ImageShape shape = image.shape();
    boolean gray = colours == Colours.GRAY || shape.channels() == 1;
    int channels = gray ? 1 : 3;
    float[] values = new float[shape.height() * shape.width() * channels];
    for (int pixel = 0; pixel < shape.height() * shape.width(); pixel++) {
      if (gray) {
        values[pixel] = gray(image, pixel);
      } else {
        for (int channel = 0; channel < 3; channel++) {
          values[pixel * 3 + channel] = sample(image, pixel, 2 - channel) / MOST;
        }
      }
    }
    return new FloatImage(shape.height(), shape.width(), channels, values);
  }

  /** Returns a gray sample, or the luminance of Rec. 709 as scikit-image's rgb2gray has it. */
  private static float gray(Image image, int pixel) {
    if (image.shape().channels() == 1) {
      return sample(image, pixel, 0) / MOST;
    }
    return (float)
        ((0.0721 * sample(image, pixel, 0)
                + 0.7154 * sample(image, pixel, 1)
                + 0.2125 * sample(image, pixel, 2))
            / MOST);
  }

  private static int sample(Image image, int pixel, int channel) {
    return image.bytes()[pixel * image.shape().channels() + channel] & 0xff;
  }
}
