package io.decant.api.image;

import io.decant.proto.io.BlobData;
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

  private Transformer(Builder builder) {
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
  public static Builder into(Shape input) {
    return new Builder(input);
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

  /** Says how images become inputs. Not thread-safe. */
  public static final class Builder {
    private final int channels;
    private final int height;
    private final int width;
    private int[] transpose = {2, 0, 1};
    private int[] swap;
    private float rawScale = 1;
    private float inputScale = 1;
    private float @Nullable [] mean;

    private Builder(Shape input) {
      if (input.rank() != 4) {
        throw new IllegalArgumentException(
            "an input of shape "
                + input
                + " takes no images; batch x channels x height x width does");
      }
      this.channels = Math.toIntExact(input.dim(1));
      this.height = Math.toIntExact(input.dim(2));
      this.width = Math.toIntExact(input.dim(3));
      this.swap = identity(channels);
    }

    private static int[] identity(int count) {
      int[] order = new int[count];
      Arrays.setAll(order, i -> i);
      return order;
    }

    /**
     * Sets which axis of an image (0 rows, 1 columns, 2 channels) becomes the channels, the rows
     * and the columns of the input; by default 2, 0, 1. Other orders need an input whose extents
     * they fit.
     *
     * @throws IllegalArgumentException when it is no order of three axes, or does not fit
     */
    public Builder transpose(int... axes) {
      int[] image = {height, width, channels};
      requireOrder("transpose", axes, 3);
      if (image[axes[0]] != channels || image[axes[1]] != height || image[axes[2]] != width) {
        throw new IllegalArgumentException(
            "transpose "
                + Arrays.toString(axes)
                + " of an image of "
                + Arrays.toString(image)
                + " does not fit an input of "
                + channels
                + " x "
                + height
                + " x "
                + width);
      }
      transpose = axes.clone();
      return this;
    }

    /**
     * Sets which channel of an image becomes each channel of the input: 2, 1, 0 for a net that was
     * trained on BGR.
     *
     * @throws IllegalArgumentException when it is no order of the input's channels
     */
    public Builder channelSwap(int... order) {
      requireOrder("channel swap", order, channels);
      swap = order.clone();
      return this;
    }

    private static void requireOrder(String what, int[] order, int count) {
      int[] sorted = order.clone();
      Arrays.sort(sorted);
      if (!Arrays.equals(sorted, identity(count))) {
        throw new IllegalArgumentException(
            what
                + " "
                + Arrays.toString(order)
                + " is no order of the numbers from 0 to "
                + (count - 1));
      }
    }

    /** Sets what values are multiplied by before the mean is subtracted. */
    public Builder rawScale(double scale) {
      rawScale = (float) scale;
      return this;
    }

    /** Sets what values are multiplied by behind everything else. */
    public Builder inputScale(double scale) {
      inputScale = (float) scale;
      return this;
    }

    /**
     * Sets a mean for each channel of the input, in the input's order.
     *
     * @throws IllegalArgumentException when there is another number of channels
     */
    public Builder mean(float... byChannel) {
      if (byChannel.length != channels) {
        throw new IllegalArgumentException(
            byChannel.length + " means were given for an input of " + channels + " channels");
      }
      mean = new float[channels * height * width];
      for (int i = 0; i < mean.length; i++) {
        mean[i] = byChannel[i / (height * width)];
      }
      return this;
    }

    /**
     * Sets a mean image, in the input's order of axes and channels, such as {@link
     * io.decant.proto.io.BinaryProto#readBlob} reads; it is resized to the input if need be.
     *
     * @throws IllegalArgumentException when it has other channels
     */
    public Builder mean(BlobData image) {
      mean = MeanValues.fitting(image, channels, height, width);
      return this;
    }

    /** Returns the transformation. */
    public Transformer build() {
      return new Transformer(this);
    }
  }
}
