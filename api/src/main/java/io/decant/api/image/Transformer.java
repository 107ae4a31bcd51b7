package io.decant.api.image;

import io.decant.spi.op.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Turns images into the values of a net's input, and back: pycaffe's {@code caffe.io.Transformer}
 * with its steps in its order. An image is resized, its axes are exchanged, then its channels; it
 * is multiplied by the raw scale, the mean is subtracted, and the rest multiplied by the input
 * scale. Immutable and thread-safe.
 *
 * <pre>{@code
 * Transformer caffenet =
 *     Transformer.into(Shape.of(10, 3, 227, 227))
 *         .channelSwap(2, 1, 0) // from RGB to BGR
 *         .rawScale(255) // from 0 .. 1 to 0 .. 255
 *         .mean(104, 117, 123)
 *         .build();
 * FloatImage white = new FloatImage(1, 1, 3, new float[] {1, 1, 1});
 * float[] values = caffenet.preprocess(white); // 3 x 227 x 227
 * System.out.println(values[0]); // 151.0
 * }</pre>
 */
public final class Transformer {
  private final int channels;
  private final int height;
  private final int width;
  private final int[] swap;
  private final float rawScale;
  private final float inputScale;
  private final float @Nullable [] mean;

  /** How far apart neighbours along the input's axes are in the image. */
  private final int[] steps = new int[3];

  Transformer(TransformerBuilder builder) {
    this.channels = builder.channels;
    this.height = builder.height;
    this.width = builder.width;
    int[] image = {width * channels, channels, 1};
    Arrays.setAll(steps, axis -> image[builder.transpose[axis]]);
    this.swap = builder.swap;
    this.rawScale = builder.rawScale;
    this.inputScale = builder.inputScale;
    this.mean = builder.mean;
  }

  /**
   * Starts to describe a transformation into an input of a net.
   *
   * @param input the input's shape: batch, channels, height, width
   * @throws IllegalArgumentException when it is another kind of shape
   */
  public static TransformerBuilder into(Shape input) {
    return new TransformerBuilder(input);
  }

  /** Returns the rows of the input. */
  public int height() {
    return height;
  }

  /** Returns the columns of the input. */
  public int width() {
    return width;
  }

  /** Returns the channels of the input. */
  public int channels() {
    return channels;
  }

  /**
   * Returns the values of one item of the batch, in the order channel, row, column.
   *
   * @throws IllegalArgumentException when the image has other channels than the input
   */
  public float[] preprocess(FloatImage image) {
    if (image.channels() != channels) {
      throw new IllegalArgumentException(
          "an image of "
              + image
              + " (height, width, channels) was given for an input of "
              + channels
              + " channels; read it in gray or in colour, as the input asks");
    }
    FloatImage sized = image.resized(height, width);
    float[] values = new float[channels * height * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = sized.values()[place(i)] * rawScale;
      if (mean != null) {
        values[i] -= mean[i];
      }
      values[i] *= inputScale;
    }
    return values;
  }

  /**
   * Returns the image that one item of an input, or of a blob of its shape, shows: the steps of
   * {@link #preprocess} undone, but for the size.
   *
   * @throws IllegalArgumentException when there is another number of values
   */
  public FloatImage deprocess(float[] values) {
    if (values.length != channels * height * width) {
      throw new IllegalArgumentException(
          values.length
              + " values were given, an item of the input has "
              + channels
              + " x "
              + height
              + " x "
              + width);
    }
    float[] pixels = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      float value = values[i] / inputScale;
      if (mean != null) {
        value += mean[i];
      }
      pixels[place(i)] = value / rawScale;
    }
    return new FloatImage(height, width, channels, pixels);
  }

  /** Returns where in the resized image an element of the input comes from. */
  private int place(int element) {
    int plane = height * width;
    return swap[element / plane] * steps[0]
        + element % plane / width * steps[1]
        + element % width * steps[2];
  }
}
