package io.decant.spi.op;

/**
 * The geometry that a convolution and its two gradients share.
 *
 * <p>Channels first: input x is (batch, inputs, window.input), weights (outputs, inputs / groups,
 * window.kernel), output y (batch, outputs, window.output). Channels last: x is (batch,
 * window.input, inputs), weights (outputs, window.kernel, inputs / groups), y (batch,
 * window.output, outputs).
 *
 * @param batch images
 * @param groups groups that channels are split into; each group's outputs see its own inputs only
 * @param inputs input channels, a multiple of groups
 * @param outputs output channels, a multiple of groups
 * @param window sliding window over the {@code inputs} planes of one image
 * @param layout of x, weights and y
 */
public record ConvolutionGeometry(
    long batch, long groups, long inputs, long outputs, Window window, Layout layout) {
  /** Largest number of elements of unfolded columns that a decomposition asks for at once. */
  private static final long COLUMN_LIMIT = 1L << 22;

  /** Checks the channel counts. */
  public ConvolutionGeometry {
    if (groups < 1 || inputs % groups != 0 || outputs % groups != 0) {
      throw new IllegalArgumentException(
          inputs + " input and " + outputs + " output channels in " + groups + " groups");
    }
    if (window.planes() != inputs) {
      throw new IllegalArgumentException("the window must have a plane for each input channel");
    }
  }

  /** Creates a geometry with channels first. */
  public ConvolutionGeometry(long batch, long groups, long inputs, long outputs, Window window) {
    this(batch, groups, inputs, outputs, window, Layout.CHANNELS_FIRST);
  }

  /** Returns the same sizes in another layout. */
  public ConvolutionGeometry in(Layout other) {
    return new ConvolutionGeometry(batch, groups, inputs, outputs, window, other);
  }

  /** Returns the extents of x. */
  public ChannelExtents inputExtents() {
    return new ChannelExtents(batch, inputs, window.inputCount());
  }

  /** Returns the extents of the weights. */
  public ChannelExtents weightExtents() {
    return new ChannelExtents(outputs, inputs / groups, window.kernelCount());
  }

  /** Returns the extents of y. */
  public ChannelExtents outputExtents() {
    return new ChannelExtents(batch, outputs, window.outputCount());
  }

  /** Returns the rows of one group's unfolded columns: input channels of a group times window. */
  public long groupDepth() {
    return inputs / groups * window.kernelCount();
  }

  /** Returns the output channels of one group. */
  public long groupOutputs() {
    return outputs / groups;
  }

  /** Returns the elements of one image. */
  public long imageCount() {
    return inputs * window.inputCount();
  }

  /** Returns the elements of one image's output. */
  public long outputImageCount() {
    return outputs * window.outputCount();
  }

  /** Returns the elements of the unfolded columns of one image. */
  public long columnCount() {
    return inputs * window.kernelCount() * window.outputCount();
  }

  /** Returns the number of weights. */
  public long weightCount() {
    return outputs * groupDepth();
  }

  /** Returns the multiply-adds of the convolution, and of each of its gradients. */
  public long multiplyAdds() {
    return batch * outputs * groupDepth() * window.outputCount();
  }

  /** Returns how many images a decomposition unfolds at once. */
  long chunk() {
    return Math.max(1, Math.min(batch, COLUMN_LIMIT / Math.max(1, columnCount())));
  }

  /** Returns the operand x. */
  Operand input(Intent intent) {
    return new Operand("x", inputExtents().tensor(layout), intent);
  }

  /** Returns the operand w. */
  Operand weights(String name, Intent intent) {
    return new Operand(name, weightExtents().tensor(layout), intent);
  }

  /** Returns the operand y. */
  Operand output(String name, Intent intent) {
    return new Operand(name, outputExtents().tensor(layout), intent);
  }
}
