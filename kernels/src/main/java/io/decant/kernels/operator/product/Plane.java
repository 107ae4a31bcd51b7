package io.decant.kernels.operator.product;

import io.decant.spi.op.ConvolutionGeometry;
import io.decant.spi.op.Layout;
import io.decant.spi.op.Window;
import java.util.List;

/**
 * A convolution's window over two axes; that of one axis has a first axis of extent 1.
 *
 * @param geometry sizes
 * @param window over two axes
 */
record Plane(ConvolutionGeometry geometry, Window window) {
  /** Returns whether the window has one or two axes, and channels come first. */
  static boolean covers(ConvolutionGeometry geometry) {
    int rank = geometry.window().rank();
    return geometry.layout() == Layout.CHANNELS_FIRST && (rank == 1 || rank == 2);
  }

  static Plane of(ConvolutionGeometry geometry) {
    Window window = geometry.window();
    if (window.rank() == 2) {
      return new Plane(geometry, window);
    }
    return new Plane(
        geometry,
        new Window(
            window.planes(),
            List.of(1L, window.input().get(0)),
            List.of(1L, window.kernel().get(0)),
            List.of(1L, window.stride().get(0)),
            List.of(0L, window.padBegin().get(0)),
            List.of(0L, window.padEnd().get(0)),
            List.of(1L, window.dilation().get(0))));
  }

  long input(int axis) {
    return window.input().get(axis);
  }

  long kernel(int axis) {
    return window.kernel().get(axis);
  }

  long stride(int axis) {
    return window.stride().get(axis);
  }

  long pad(int axis) {
    return window.padBegin().get(axis);
  }

  long dilation(int axis) {
    return window.dilation().get(axis);
  }

  long output(int axis) {
    return window.output(axis);
  }

  long groupInputs() {
    return geometry.inputs() / geometry.groups();
  }

  /** Returns whether input and output places correspond one to one. */
  boolean isPointwise() {
    return window.isPointwise() && window.input().equals(window.output());
  }
}
