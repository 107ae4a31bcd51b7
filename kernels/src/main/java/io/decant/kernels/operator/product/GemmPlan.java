package io.decant.kernels.operator.product;

import io.decant.kernels.Geometry;
import io.decant.kernels.KernelCall;
import io.decant.kernels.KernelCall.BufferArgument;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.kernels.Scalar;
import io.decant.kernels.operator.product.ProductLaunch.Target;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.Gemm;
import java.util.List;
import java.util.Map;

/**
 * {@link Gemm}: a group for each tile of the result, or several that split the sum. Compiled-in
 * sizes gain nothing measurable, so one program serves all sizes.
 */
public final class GemmPlan {
  private static final long NOT_WORTH_COMPILING = 0;

  private GemmPlan() {}

  /** Returns the launches of a product. */
  public static KernelPlan of(Gemm spec, KernelTraits traits, PrepareOptions options) {
    boolean sumBatches = spec.c().batchStride() == 0;
    ProductSize size =
        new ProductSize(
            sumBatches ? 1 : spec.batch(),
            spec.m(),
            spec.n(),
            spec.k(),
            sumBatches ? spec.batch() : 1);
    if (size.results() == 0) {
      return KernelPlan.of();
    }
    ProductLaunch launch =
        new ProductChoice(traits).choose(size, spec.mode(), options.workspaceLimit());
    Target target = target(spec, new BufferArgument.Operand(2, 0));
    KernelCall product =
        call(
            spec,
            launch,
            new BufferArgument.Operand(0, 0),
            new BufferArgument.Operand(1, 0),
            target);
    return launch.plan(product, target, spec.alpha(), traits);
  }

  /** Returns one launch of products that are not summed, without scratch, over any buffers. */
  static KernelCall call(
      Gemm spec, KernelTraits traits, BufferArgument a, BufferArgument b, BufferArgument c) {
    ProductSize size = new ProductSize(spec.batch(), spec.m(), spec.n(), spec.k(), 1);
    ProductLaunch launch = new ProductChoice(traits).choose(size, spec.mode(), 0);
    return call(spec, launch, a, b, target(spec, c));
  }

  private static Target target(Gemm spec, BufferArgument c) {
    return new Target(c, spec.c().batchStride(), spec.c().rowStride(), spec.beta());
  }

  private static KernelCall call(
      Gemm spec, ProductLaunch launch, BufferArgument a, BufferArgument b, Target target) {
    ProductSize size = launch.size();
    boolean split = launch.splits() > 1;
    Geometry geometry =
        Geometry.EMPTY
            .with("A_ROW", spec.a().rowStride())
            .with("A_BATCH", spec.a().batchStride())
            .with("B_ROW", spec.b().rowStride())
            .with("B_BATCH", spec.b().batchStride())
            .with("C_ROW", split ? size.n() : target.row())
            .with("C_BATCH", split ? size.m() * size.n() : target.matrix())
            .with("C_SPLIT", split ? size.results() : 0)
            .with("STEPS_OF_BATCH", launch.size().stepsOfSum(launch.shape()));
    Map<String, String> constants =
        Map.of(
            "A_TRANSPOSED", flag(spec.a().transposed()),
            "B_TRANSPOSED", flag(spec.b().transposed()),
            "SUM_BATCHES", flag(size.sums() != 1));
    return new KernelCall(
        "gemm",
        launch.constants(constants),
        launch.common(geometry),
        NOT_WORTH_COMPILING,
        launch.grid(),
        List.of(a, b, split ? new BufferArgument.Workspace(0) : target.buffer()),
        List.of(
            new Scalar.Float32(split ? 1 : spec.alpha()),
            new Scalar.Float32(split ? 0 : spec.beta())));
  }

  private static String flag(boolean value) {
    return value ? "1" : "0";
  }
}
