package io.decant.kernels.operator.product;

import io.decant.kernels.Geometry;
import io.decant.kernels.KernelCall;
import io.decant.kernels.KernelCall.BufferArgument;
import io.decant.kernels.KernelCall.BufferArgument.Operand;
import io.decant.kernels.KernelCall.BufferArgument.Workspace;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.kernels.Scalar;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.Gemm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The gradient of the weights of a {@link Winograd} convolution: 16 products, summed over the
 * chunks of places in their order.
 *
 * @param convolution the convolution itself
 * @param accumulate whether the gradient is added to what is there
 */
record WinogradGradient(Winograd convolution, boolean accumulate) {
  /** Weights of 3 x 3 below which 16 products do not fill a device. */
  private static final long LEAST_WINDOWS = 1L << 17;

  /** Returns whether the gradient should be computed this way. */
  boolean suits(ComputeMode mode, KernelTraits traits, long workspaceLimit) {
    return convolution.suits(mode, traits, workspaceLimit) && windows() >= LEAST_WINDOWS;
  }

  KernelPlan plan(KernelTraits traits, long workspaceLimit) {
    List<KernelCall> calls = new ArrayList<>();
    long sums = convolution.weightBytes();
    long places = convolution.places();
    long chunk = convolution.chunk(workspaceLimit);
    Workspace sources = new Workspace(sums);
    Workspace gradients =
        new Workspace(sums + Winograd.POINTS * Float.BYTES * convolution.allChannels() * chunk);
    for (long first = 0; first < places; first += chunk) {
      long count = Math.min(chunk, places - first);
      calls.add(convolution.source(new Operand(0, 0), sources, first, count, traits));
      calls.add(gradient(gradients, first, count, traits));
      calls.add(
          GemmPlan.call(product(count, first > 0), traits, gradients, sources, new Workspace(0)));
    }
    calls.add(sum(traits));
    return new KernelPlan(calls, sums + convolution.placeBytes() * chunk);
  }

  private long windows() {
    return convolution.groups() * convolution.rows() * convolution.channels();
  }

  private KernelCall gradient(Workspace target, long first, long places, KernelTraits traits) {
    return convolution.resultPlaces(
        "winograd_gradient", Map.of(), List.of(new Operand(1, 0), target), first, places, traits);
  }

  private Gemm product(long places, boolean add) {
    long rows = convolution.rows();
    long channels = convolution.channels();
    return new Gemm(
        Winograd.POINTS * convolution.groups(),
        rows,
        channels,
        places,
        new Gemm.Matrix(false, places, rows * places),
        new Gemm.Matrix(true, places, channels * places),
        new Gemm.Matrix(false, channels, rows * channels),
        1,
        add ? 1 : 0,
        ComputeMode.FLOAT32);
  }

  private KernelCall sum(KernelTraits traits) {
    List<BufferArgument> buffers = List.of(new Workspace(0), new Operand(2, 0));
    return Winograd.call(
        "winograd_sum",
        Map.of(),
        Geometry.EMPTY.with("COUNT", windows()),
        windows(),
        buffers,
        List.of(new Scalar.Float32(accumulate ? 1 : 0)),
        traits);
  }
}
