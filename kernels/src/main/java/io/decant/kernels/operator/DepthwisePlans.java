package io.decant.kernels.operator;

import io.decant.kernels.Geometry;
import io.decant.kernels.KernelCall;
import io.decant.kernels.KernelCall.BufferArgument;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.spi.op.Convolution;
import io.decant.spi.op.ConvolutionBackwardData;
import io.decant.spi.op.ConvolutionBackwardWeights;
import io.decant.spi.op.ConvolutionGeometry;
import io.decant.spi.op.Layout;
import io.decant.spi.op.Window;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Convolutions of each channel by itself, with one or more outputs for each, and their gradients.
 * They only move memory: as products they would have an inner extent of one window.
 */
final class DepthwisePlans {
  /** Elements of a vector of {@code window_run.h}. */
  private static final int VECTOR = 8;

  private static final int GROUP = 128;

  private DepthwisePlans() {}

  /** Returns the launch of a convolution, or empty where channels are not by themselves. */
  static Optional<KernelPlan> forward(Convolution spec, KernelTraits traits) {
    ConvolutionGeometry sizes = spec.geometry();
    if (!covers(sizes)) {
      return Optional.empty();
    }
    Window window = sizes.window();
    int y = spec.bias() ? 3 : 2;
    return Optional.of(
        WindowPlans.plan(
            "depthwise",
            window,
            Map.of(),
            WindowGeometry.of(window, Set.of("OUT"))
                .with("INPUTS", sizes.batch() * sizes.imageCount())
                .with("BIAS", spec.bias() ? 1 : 0)
                .withDivisor("OUTPUTS", sizes.outputs())
                .withDivisor("MULTIPLIER", sizes.groupOutputs()),
            sizes.batch() * sizes.outputs() * WindowGeometry.rows(window.output()),
            WindowGeometry.width(window.output()),
            List.of(operand(0), operand(1), operand(2), operand(y)),
            traits.isCpu() ? VECTOR : 1,
            traits));
  }

  /** Returns the launch of the input's gradient, or empty where channels are not by themselves. */
  static Optional<KernelPlan> data(ConvolutionBackwardData spec, KernelTraits traits) {
    ConvolutionGeometry sizes = spec.geometry();
    if (!covers(sizes)) {
      return Optional.empty();
    }
    Window window = sizes.window();
    return Optional.of(
        WindowPlans.plan(
            "depthwise_data",
            window,
            Map.of(),
            places(WindowGeometry.of(window, Set.of("STEP", "DILATION", "IN")), sizes)
                .with("TAPS", window.kernelCount())
                .with("MULTIPLIER", sizes.groupOutputs())
                .withDivisor("CHANNELS", sizes.inputs()),
            sizes.batch() * sizes.inputs() * WindowGeometry.rows(window.input()),
            WindowGeometry.width(window.input()),
            List.of(operand(0), operand(1), operand(2)),
            1,
            traits));
  }

  /** Returns the launch of the weights' gradient, or empty where channels are not by themselves. */
  static Optional<KernelPlan> weights(ConvolutionBackwardWeights spec, KernelTraits traits) {
    ConvolutionGeometry sizes = spec.geometry();
    if (!covers(sizes)) {
      return Optional.empty();
    }
    Window window = sizes.window();
    return Optional.of(
        KernelPlan.of(
            new KernelCall(
                "depthwise_weights",
                AxisLists.constants(WindowGeometry.rank(window)),
                places(WindowGeometry.of(window, Set.of("OUT", "WINDOW")), sizes)
                    .with("IMAGES", sizes.batch())
                    .with("CHANNELS", sizes.inputs())
                    .with("OUTPUTS", sizes.outputs())
                    .withDivisor("MULTIPLIER", sizes.groupOutputs())
                    .with("ACCUMULATE", spec.accumulate() ? 1 : 0),
                sizes.multiplyAdds(),
                GroupShape.of(GROUP, 1, traits).grid(sizes.weightCount()),
                List.of(operand(0), operand(1), operand(2)),
                List.of())));
  }

  private static boolean covers(ConvolutionGeometry sizes) {
    return sizes.layout() == Layout.CHANNELS_FIRST
        && sizes.groups() == sizes.inputs()
        && sizes.groups() > 1
        && sizes.outputs() > 0
        && sizes.window().rank() > 0
        && sizes.window().inputCount() > 0
        && sizes.window().outputCount() > 0;
  }

  private static Geometry places(Geometry geometry, ConvolutionGeometry sizes) {
    return geometry.with("PLACES", sizes.window().outputCount());
  }

  private static BufferArgument operand(int index) {
    return new BufferArgument.Operand(index, 0);
  }
}
