package io.decant.kernels.operator.product;

import io.decant.kernels.KernelCall;
import io.decant.kernels.KernelCall.BufferArgument;
import io.decant.kernels.KernelCall.BufferArgument.Operand;
import io.decant.kernels.KernelCall.BufferArgument.Workspace;
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
    BufferArgument result = new Operand(spec.bias() ? 3 : 2, 0);
    Optional<BufferArgument> bias = spec.bias() ? Optional.of(new Operand(2, 0)) : Optional.empty();
    Winograd winograd = new Winograd(plane, false);
    long limit = options.workspaceLimit();
    if (winograd.suits(spec.mode(), traits, limit)) {
      return Optional.of(
          winograd.plan(new Operand(1, 0), new Operand(0, 0), bias, result, traits, limit));
    }
    WindowWeights weights = WindowWeights.forward(plane);
    boolean reorder = WindowProduct.gainsByTapMajor(weights, traits) && weights.bytes() <= limit;
    Optional<KernelCall> product =
        WindowProduct.forward(plane, reorder, spec.mode())
            .call(
                reorder ? new Workspace(0) : new Operand(1, 0),
                new Operand(0, 0),
                bias,
                result,
                traits);
    if (product.isEmpty() || !reorder) {
      return Optional.of(new KernelPlan(product.stream().toList(), 0));
    }
    KernelCall ordered = weights.call(1, 0, true, traits);
    return Optional.of(new KernelPlan(List.of(ordered, product.get()), weights.bytes()));
  }

  /** Returns the launches of the input's gradient, or empty where it is better decomposed. */
  public static Optional<KernelPlan> data(
      ConvolutionBackwardData spec, KernelTraits traits, PrepareOptions options) {
    ConvolutionGeometry geometry = spec.geometry();
    if (!Plane.covers(geometry)) {
      return Optional.empty();
    }
    Plane plane = Plane.of(geometry);
    Winograd winograd = new Winograd(plane, true);
    if (winograd.suits(spec.mode(), traits, options.workspaceLimit())) {
      return Optional.of(
          winograd.plan(
              new Operand(1, 0),
              new Operand(0, 0),
              Optional.empty(),
              new Operand(2, 0),
              traits,
              options.workspaceLimit()));
    }
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
        WindowWeights weights = WindowWeights.backward(plane, phaseY, phaseX);
        boolean tapMajor = WindowProduct.gainsByTapMajor(weights, traits);
        Optional<KernelCall> product =
            WindowProduct.backward(plane, phaseY, phaseX, tapMajor, spec.mode())
                .call(
                    weights.count() > 0 ? new Workspace(workspace) : new Operand(1, 0),
                    new Operand(0, 0),
                    Optional.empty(),
                    new Operand(2, 0),
                    traits);
        if (product.isPresent()) {
          if (weights.count() > 0) {
            calls.add(weights.call(1, workspace, tapMajor, traits));
          }
          calls.add(product.get());
          workspace += weights.bytes();
        }
      }
    }
    return Optional.of(new KernelPlan(calls, workspace));
  }

  /** Returns the launches of the weights' gradient, or empty where it is better decomposed. */
  public static Optional<KernelPlan> weights(
      ConvolutionBackwardWeights spec, KernelTraits traits, PrepareOptions options) {
    if (!Plane.covers(spec.geometry())) {
      return Optional.empty();
    }
    Winograd convolution = new Winograd(Plane.of(spec.geometry()), false);
    WinogradGradient gradient = new WinogradGradient(convolution, spec.accumulate());
    long limit = options.workspaceLimit();
    return Optional.of(
        gradient.suits(spec.mode(), traits, limit)
            ? gradient.plan(traits, limit)
            : WeightsProduct.plan(spec, traits, options));
  }
}
