package io.decant.kernels.operator.product;

import io.decant.kernels.Geometry;
import io.decant.kernels.KernelCall;
import io.decant.kernels.KernelCall.BufferArgument;
import io.decant.kernels.KernelTraits;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.ConvolutionGeometry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Weights times a sliding window, {@code window_product.c}.
 *
 * @param batch images
 * @param groups groups of channels
 * @param rows channels of the result in a group
 * @param channels channels of the source in a group
 * @param y first axis
 * @param x second axis
 * @param resultHeight rows of the result's planes
 * @param resultWidth columns of the result's planes
 * @param pointwise whether source, grid and result lie alike
 * @param tapMajor whether weights are ordered by tap first
 * @param mode arithmetic
 */
record WindowProduct(
    long batch,
    long groups,
    long rows,
    long channels,
    SlidingAxis y,
    SlidingAxis x,
    long resultHeight,
    long resultWidth,
    boolean pointwise,
    boolean tapMajor,
    ComputeMode mode) {
  /** Returns the convolution itself. */
  static WindowProduct forward(Plane plane, boolean tapMajor, ComputeMode mode) {
    ConvolutionGeometry geometry = plane.geometry();
    return new WindowProduct(
        geometry.batch(),
        geometry.groups(),
        geometry.groupOutputs(),
        plane.groupInputs(),
        SlidingAxis.forward(plane, 0),
        SlidingAxis.forward(plane, 1),
        plane.output(0),
        plane.output(1),
        plane.isPointwise(),
        tapMajor,
        mode);
  }

  /** Returns the gradient of the input at those places that the taps of one phase reach. */
  static WindowProduct backward(
      Plane plane, long phaseY, long phaseX, boolean tapMajor, ComputeMode mode) {
    ConvolutionGeometry geometry = plane.geometry();
    return new WindowProduct(
        geometry.batch(),
        geometry.groups(),
        plane.groupInputs(),
        geometry.groupOutputs(),
        SlidingAxis.backward(plane, 0, phaseY),
        SlidingAxis.backward(plane, 1, phaseX),
        plane.input(0),
        plane.input(1),
        plane.isPointwise(),
        tapMajor,
        mode);
  }

  /** Returns whether all of a step along k has one tap when weights are ordered by tap. */
  static boolean gainsByTapMajor(WindowWeights weights, KernelTraits traits) {
    return !traits.isCpu()
        && weights.tapsY() * weights.tapsX() > 1
        && weights.channels() % ProductChoice.STEP == 0;
  }

  /** Returns the launch, or empty when it has nothing to write. */
  Optional<KernelCall> call(
      BufferArgument weights,
      BufferArgument source,
      Optional<BufferArgument> bias,
      BufferArgument result,
      KernelTraits traits) {
    ProductSize size =
        new ProductSize(
            groups, rows, batch * y.grid() * x.grid(), channels * y.taps() * x.taps(), 1);
    if (size.results() == 0) {
      return Optional.empty();
    }
    ProductLaunch launch = new ProductChoice(traits).choose(size, mode, 0);
    List<BufferArgument> buffers = new ArrayList<>(List.of(weights, source));
    bias.ifPresent(buffers::add);
    buffers.add(result);
    Map<String, String> constants =
        Map.of(
            "BIAS", bias.isPresent() ? "1" : "0",
            "POINTWISE", pointwise ? "1" : "0",
            "TAP_MAJOR", tapMajor ? "1" : "0");
    return Optional.of(
        new KernelCall(
            "window_product",
            launch.constants(constants),
            launch.common(geometry()),
            size.multiplyAdds(),
            launch.grid(),
            buffers,
            List.of()));
  }

  private Geometry geometry() {
    Geometry axes = x.addTo(y.addTo(Geometry.EMPTY, "H", "Y"), "W", "X");
    long plane = resultHeight * resultWidth;
    return axes.with("CHANNELS", channels)
        .with("SOURCE_IMAGE", groups * channels * y.source() * x.source())
        .with("RESULT_IMAGE", groups * rows * plane)
        .with("RESULT_PLANE", plane)
        .with("RESULT_W", resultWidth);
  }
}
