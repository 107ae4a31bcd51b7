package io.decant.backend.cuda.library;

import io.decant.spi.op.Window;
import java.util.Optional;

/**
 * One axis of a convolution as cuDNN takes it: padded equally on both sides. Several engines
 * compute wrong gradients of other windows.
 *
 * @param input extent of the input
 * @param kernel extent of the window
 * @param output number of windows
 * @param stride steps between windows
 * @param pad padding on either side of the input
 * @param dilation steps inside a window
 */
record ConvolutionAxis(long input, long kernel, long output, long stride, long pad, long dilation) {
  /** An axis that is not there. */
  static final ConvolutionAxis ONE = new ConvolutionAxis(1, 1, 1, 1, 0, 1);

  /** Returns an axis, or empty where equal padding does not give the same windows. */
  static Optional<ConvolutionAxis> of(Window window, int axis) {
    long pad = window.padBegin().get(axis);
    long input = window.input().get(axis);
    long stride = window.stride().get(axis);
    long reach = window.dilation().get(axis) * (window.kernel().get(axis) - 1) + 1;
    long output = window.output(axis);
    if ((input + 2 * pad - reach) / stride + 1 != output) {
      return Optional.empty();
    }
    return Optional.of(
        new ConvolutionAxis(
            input, window.kernel().get(axis), output, stride, pad, window.dilation().get(axis)));
  }
}
