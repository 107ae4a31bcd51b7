package io.decant.spi.op;

/**
 * The extents of a tensor of images in either {@link Layout}. Weights of a convolution are one,
 * too: an image for each output channel, its positions being those of the window.
 *
 * @param images images
 * @param channels channels of an image
 * @param positions elements of one channel's plane
 */
public record ChannelExtents(long images, long channels, long positions) {
  /** Returns the number of elements. */
  public long count() {
    return images * channels * positions;
  }

  /** Returns whether elements lie in the same order in both layouts. */
  public boolean isSameInBoth() {
    return channels <= 1 || positions <= 1 || images == 0;
  }

  /** Returns the dense float32 tensor, its axes in the layout's order. */
  public TensorSpec tensor(Layout layout) {
    return switch (layout) {
      case CHANNELS_FIRST -> TensorSpec.float32(images, channels, positions);
      case CHANNELS_LAST -> TensorSpec.float32(images, positions, channels);
    };
  }

  /** Returns the operator that reorders elements from one layout to another. */
  public Copy conversion(Layout from, Layout to) {
    TensorSpec target = tensor(to);
    if (from == to) {
      return new Copy(target, target);
    }
    long[] strides =
        switch (to) {
          case CHANNELS_FIRST -> new long[] {channels * positions, 1, channels};
          case CHANNELS_LAST -> new long[] {channels * positions, 1, positions};
        };
    return new Copy(TensorSpec.strided(DType.FLOAT32, target.shape(), strides), target);
  }
}
