package io.decant.kernels.operator.product;

import io.decant.kernels.Geometry;
import io.decant.kernels.Grid;
import io.decant.kernels.KernelCall;
import io.decant.kernels.KernelCall.BufferArgument.Operand;
import io.decant.kernels.KernelCall.BufferArgument.Workspace;
import io.decant.kernels.KernelTraits;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.ConvolutionGeometry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The gradient of a convolution's input at those places that the taps of one phase reach: with
 * stride s there are s phases along an axis, each a convolution of stride 1 with every s-th tap.
 *
 * @param plane the convolution
 * @param phaseY first tap along the first axis
 * @param phaseX first tap along the second axis
 * @param workspace where the phase's weights go, in bytes
 * @param mode arithmetic
 */
record DataPhase(Plane plane, long phaseY, long phaseX, long workspace, ComputeMode mode) {
  private static final int GROUP = 256;

  long weightBytes() {
    return weightCount() * Float.BYTES;
  }

  List<KernelCall> calls(KernelTraits traits) {
    ConvolutionGeometry geometry = plane.geometry();
    WindowProduct product =
        new WindowProduct(
            geometry.batch(),
            geometry.groups(),
            plane.groupInputs(),
            geometry.groupOutputs(),
            SlidingAxis.backward(plane, 0, phaseY),
            SlidingAxis.backward(plane, 1, phaseX),
            plane.input(0),
            plane.input(1),
            plane.isPointwise(),
            mode);
    List<KernelCall> calls = new ArrayList<>(2);
    product
        .call(
            new Workspace(workspace),
            new Operand(0, 0),
            Optional.empty(),
            new Operand(2, 0),
            traits)
        .ifPresent(calls::add);
    if (!calls.isEmpty() && weightCount() > 0) {
      calls.add(0, weights(traits));
    }
    return calls;
  }

  private long taps(int axis, long phase) {
    return SlidingAxis.backward(plane, axis, phase).taps();
  }

  private long weightCount() {
    ConvolutionGeometry geometry = plane.geometry();
    return geometry.outputs() * plane.groupInputs() * taps(0, phaseY) * taps(1, phaseX);
  }

  private KernelCall weights(KernelTraits traits) {
    int group = traits.groupSize(GROUP);
    Geometry geometry =
        Geometry.EMPTY
            .with("COUNT", weightCount())
            .with("OUTPUTS", plane.geometry().groupOutputs())
            .with("INPUTS", plane.groupInputs())
            .with("KERNEL_H", plane.kernel(0))
            .with("KERNEL_W", plane.kernel(1))
            .with("TAPS_Y", taps(0, phaseY))
            .with("TAPS_X", taps(1, phaseX))
            .with("FIRST_Y", phaseY)
            .with("FIRST_X", phaseX)
            .with("SKIP_Y", plane.stride(0))
            .with("SKIP_X", plane.stride(1));
    return new KernelCall(
        "window_weights",
        Map.of(),
        geometry,
        weightCount(),
        Grid.of(ProductSize.ceiling(weightCount(), group), group),
        List.of(new Operand(1, 0), new Workspace(workspace)),
        List.of());
  }
}
