package io.decant.kernels.operator.product;

import io.decant.kernels.Geometry;
import io.decant.kernels.Grid;
import io.decant.kernels.KernelCall;
import io.decant.kernels.KernelCall.BufferArgument;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.kernels.Scalar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A product's shape, and into how many groups each of its tiles is split along k. Parts go to the
 * workspace and are summed in their order, so results never depend on which group ends first.
 *
 * @param size of the product
 * @param shape of its tiles
 * @param splits parts of the sum, at least 1
 */
record ProductLaunch(ProductSize size, ProductShape shape, long splits) {
  /**
   * Where results go.
   *
   * @param buffer the result
   * @param matrix elements between two results
   * @param row elements between two rows
   * @param beta factor of what is there; 0 means that it is not read
   */
  record Target(BufferArgument buffer, long matrix, long row, float beta) {}

  long stepsOfSplit() {
    return ProductSize.ceiling(size.steps(shape), splits);
  }

  Grid grid() {
    return new Grid(size.products() * size.tiles(shape), splits, 1, shape.items(), 1, 1);
  }

  long workspaceBytes() {
    return splits == 1 ? 0 : Math.multiplyExact(splits * Float.BYTES, size.results());
  }

  /** Returns the sizes that every kernel of products takes last. */
  Geometry common(Geometry own) {
    return own.with("M", size.m())
        .with("N", size.n())
        .with("K", size.k())
        .with("TILES", size.tiles(shape))
        .with("STEPS", size.steps(shape))
        .with("STEPS_OF_SPLIT", stepsOfSplit());
  }

  Map<String, String> constants(Map<String, String> own) {
    Map<String, String> all = new HashMap<>(shape.constants());
    all.putAll(own);
    return all;
  }

  /** Returns the product and, where it is split, the sum of its parts. */
  KernelPlan plan(KernelCall product, Target target, float alpha, KernelTraits traits) {
    if (splits == 1) {
      return KernelPlan.of(product);
    }
    Geometry geometry =
        Geometry.EMPTY
            .with("COUNT", size.results())
            .with("SPLITS", splits)
            .with("ROWS", size.m())
            .with("COLUMNS", size.n())
            .with("MATRIX", target.matrix())
            .with("ROW", target.row());
    KernelCall sum =
        new KernelCall(
            "split_sum",
            Map.of(),
            geometry,
            size.results() * splits,
            Grid.ofItems(size.results(), traits),
            List.of(new BufferArgument.Workspace(0), target.buffer()),
            List.of(new Scalar.Float32(alpha), new Scalar.Float32(target.beta())));
    return new KernelPlan(List.of(product, sum), workspaceBytes());
  }
}
