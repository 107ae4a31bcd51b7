package io.decant.kernels.operator.product;

import io.decant.kernels.Geometry;
import io.decant.kernels.KernelCall;
import io.decant.kernels.KernelCall.BufferArgument.Operand;
import io.decant.kernels.KernelCall.BufferArgument.Workspace;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.kernels.Scalar;
import io.decant.kernels.operator.product.ProductLaunch.Target;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.ConvolutionBackwardWeights;
import io.decant.spi.op.ConvolutionGeometry;
import java.util.List;
import java.util.Map;

/** The gradient of a convolution's weights, {@code convolution_weights.c}. */
final class WeightsProduct {
  private WeightsProduct() {}

  static KernelPlan plan(
      ConvolutionBackwardWeights spec, KernelTraits traits, PrepareOptions options) {
    ConvolutionGeometry sizes = spec.geometry();
    Plane plane = Plane.of(sizes);
    long places = sizes.window().outputCount();
    ProductSize size =
        new ProductSize(
            sizes.groups(),
            sizes.groupOutputs(),
            sizes.groupDepth(),
            traits.isCpu() ? places : places * sizes.batch(),
            traits.isCpu() ? sizes.batch() : 1);
    if (size.results() == 0) {
      return KernelPlan.of();
    }
    ProductLaunch launch =
        new ProductChoice(traits)
            .choose(
                size,
                spec.mode(),
                options.workspaceLimit(),
                plane.isPointwise() ? 0 : plane.groupInputs());
    Target target =
        new Target(new Operand(2, 0), size.m() * size.n(), size.n(), spec.accumulate() ? 1 : 0);
    return launch.plan(call(plane, launch, target), target, 1, traits);
  }

  private static KernelCall call(Plane plane, ProductLaunch launch, Target target) {
    ConvolutionGeometry sizes = plane.geometry();
    boolean split = launch.splits() > 1;
    Geometry geometry =
        axis(axis(Geometry.EMPTY, plane, 0, "H", "Y"), plane, 1, "W", "X")
            .with("CHANNELS", plane.groupInputs())
            .with("INPUT_IMAGE", sizes.imageCount())
            .with("OUTPUT_IMAGE", sizes.outputImageCount())
            .with("STEPS_OF_SUM", launch.size().stepsOfSum(launch.shape()))
            .with("C_SPLIT", split ? launch.size().results() : 0);
    return new KernelCall(
        "convolution_weights",
        launch.constants(
            Map.of(
                "POINTWISE", plane.isPointwise() ? "1" : "0",
                "TAP_MAJOR", tapMajor(plane, launch.shape()) ? "1" : "0")),
        launch.common(geometry),
        launch.size().multiplyAdds(),
        launch.grid(),
        List.of(new Operand(1, 0), new Operand(0, 0), split ? new Workspace(0) : target.buffer()),
        List.of(new Scalar.Float32(split ? 0 : target.beta())));
  }

  private static Geometry axis(
      Geometry geometry, Plane plane, int axis, String extent, String letter) {
    return geometry
        .with("INPUT_" + extent, plane.input(axis))
        .with("OUTPUT_" + extent, plane.output(axis))
        .with("KERNEL_" + extent, plane.kernel(axis))
        .with("STRIDE_" + letter, plane.stride(axis))
        .with("PAD_" + letter, plane.pad(axis))
        .with("DILATION_" + letter, plane.dilation(axis));
  }

  /** Returns whether all columns of a tile have one tap when they are ordered by tap. */
  private static boolean tapMajor(Plane plane, ProductShape shape) {
    return shape.method() != ProductShape.Method.CPU
        && !plane.isPointwise()
        && plane.groupInputs() % shape.tileN() == 0
        && shape.items() >= shape.tileK();
  }
}
