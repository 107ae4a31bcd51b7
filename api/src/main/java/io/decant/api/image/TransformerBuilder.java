package io.decant.api.image;

import io.decant.proto.io.BlobData;
import io.decant.spi.op.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Says how images become inputs. Not thread-safe. */
public final class TransformerBuilder {
  final int channels;
  final int height;
  final int width;
  int[] transpose = {2, 0, 1};
  int[] swap;
  float rawScale = 1;
  float inputScale = 1;
  float @Nullable [] mean;

  TransformerBuilder(Shape input) {
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
   * Sets which axis of an image (0 rows, 1 columns, 2 channels) becomes the channels, the rows and
   * the columns of the input; by default 2, 0, 1. Other orders need an input whose extents they
   * fit.
   *
   * @throws IllegalArgumentException when it is no order of three axes, or does not fit
   */
  public TransformerBuilder transpose(int... axes) {
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
  public TransformerBuilder channelSwap(int... order) {
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
  public TransformerBuilder rawScale(double scale) {
    rawScale = (float) scale;
    return this;
  }

  /** Sets what values are multiplied by behind everything else. */
  public TransformerBuilder inputScale(double scale) {
    inputScale = (float) scale;
    return this;
  }

  /**
   * Sets a mean for each channel of the input, in the input's order.
   *
   * @throws IllegalArgumentException when there is another number of channels
   */
  public TransformerBuilder mean(float... byChannel) {
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
  public TransformerBuilder mean(BlobData image) {
    mean = MeanValues.fitting(image, channels, height, width);
    return this;
  }

  /** Returns the transformation. */
  public Transformer build() {
    return new Transformer(this);
  }
}
