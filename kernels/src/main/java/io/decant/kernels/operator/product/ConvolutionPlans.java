package io.decant.kernels.operator.product;

import io.decant.kernels.KernelCall;
import io.decant.kernels.KernelCall.BufferArgument;
import io.decant.kernels.KernelCall.BufferArgument.Operand;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.Convolution;
import io.decant.spi.op.ConvolutionBackwardData;
import io.decant.spi.op.ConvolutionBackwardWeights;
import io.decant.spi.op.ConvolutionGeometry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Convolutions over one or two axes as products whose factors are read through the window, without
 * columns in memory.
 */
public final class ConvolutionPlans {
  private ConvolutionPlans() {}

  /** Returns the launches of a convolution, or empty where it is better decomposed. */
  public static Optional<KernelPlan> forward(
      Convolution spec, KernelTraits traits, PrepareOptions options) {
    ConvolutionGeometry geometry = spec.geometry();
    if (!Plane.covers(geometry)) {
      return Optional.empty();
    }
    Plane plane = Plane.of(geometry);
    WindowProduct product =
        new WindowProduct(
            geometry.batch(),
            geometry.groups(),
            geometry.groupOutputs(),
            plane.groupInputs(),
            SlidingAxis.forward(plane, 0),
            SlidingAxis.forward(plane, 1),
            plane.output(0),
            plane.output(1),
            plane.isPointwise(),
            spec.mode());
    Optional<BufferArgument> bias = spec.bias() ? Optional.of(new Operand(2, 0)) : Optional.empty();
    return Optional.of(
        product
            .call(
                new Operand(1, 0),
                new Operand(0, 0),
                bias,
                new Operand(spec.bias() ? 3 : 2, 0),
                traits)
            .map(KernelPlan::of)
            .orElse(KernelPlan.of()));
  }

  /** Returns the launches of the input's gradient, or empty where it is better decomposed. */
  public static Optional<KernelPlan> data(
      ConvolutionBackwardData spec, KernelTraits traits, PrepareOptions options) {
    ConvolutionGeometry geometry = spec.geometry();
    if (!Plane.covers(geometry)) {
      return Optional.empty();
    }
    Plane plane = Plane.of(geometry);
    boolean skips = plane.stride(0) * plane.stride(1) > 1;
    boolean dilated = plane.dilation(0) * plane.dilation(1) > 1;
    long bytes = geometry.weightCount() * Float.BYTES;
    if ((skips && dilated) || bytes > options.workspaceLimit()) {
      return Optional.empty();
    }
    List<KernelCall> calls = new ArrayList<>();
    long workspace = 0;
    for (long phaseY = 0; phaseY < plane.stride(0); phaseY++) {
      for (long phaseX = 0; phaseX < plane.stride(1); phaseX++) {
        DataPhase phase = new DataPhase(plane, phaseY, phaseX, workspace, spec.mode());
        calls.addAll(phase.calls(traits));
        workspace += phase.weightBytes();
      }
    }
    return Optional.of(new KernelPlan(calls, calls.isEmpty() ? 0 : workspace));
  }

  /** Returns the launches of the weights' gradient, or empty where it is better decomposed. */
  public static Optional<KernelPlan> weights(
      ConvolutionBackwardWeights spec, KernelTraits traits, PrepareOptions options) {
    return Plane.covers(spec.geometry())
        ? Optional.of(WeightsProduct.plan(spec, traits, options))
        : Optional.empty();
  }
}
