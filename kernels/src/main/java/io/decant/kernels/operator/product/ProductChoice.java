package io.decant.kernels.operator.product;

import io.decant.kernels.KernelTraits;
import io.decant.kernels.operator.product.ProductShape.Method;
import io.decant.spi.op.ComputeMode;
import java.util.List;

/**
 * Chooses tiles and splits by an estimate of the time: rounds in which the device works off all
 * groups, times the work of a group. Depends on sizes and device alone.
 */
final class ProductChoice {
  /** Fewest steps that a split is worth. */
  private static final long LEAST_STEPS = 8;

  private static final long MOST_SPLITS = 64;

  private static final ProductShape CPU = new ProductShape(Method.CPU, 64, 64, 128, 64, 64, 1);

  private static final List<Candidate> ASYNCHRONOUS =
      List.of(
          candidate(Method.ASYNCHRONOUS, 128, 128, 2, 1.0),
          candidate(Method.ASYNCHRONOUS, 128, 64, 3, 0.98),
          candidate(Method.ASYNCHRONOUS, 64, 128, 3, 0.98),
          candidate(Method.ASYNCHRONOUS, 64, 64, 3, 0.96),
          candidate(Method.ASYNCHRONOUS, 32, 64, 3, 0.75),
          candidate(Method.ASYNCHRONOUS, 64, 32, 3, 0.75));

  private static final List<Candidate> MATRIX_UNITS =
      List.of(
          new Candidate(new ProductShape(Method.MATRIX_UNITS, 128, 128, 16, 8, 16, 3), 1.0),
          new Candidate(new ProductShape(Method.MATRIX_UNITS, 128, 64, 16, 8, 8, 3), 0.8),
          new Candidate(new ProductShape(Method.MATRIX_UNITS, 64, 64, 16, 4, 8, 4), 0.7));

  private static final List<Candidate> PORTABLE =
      List.of(
          candidate(Method.PORTABLE, 128, 128, 2, 1.0),
          candidate(Method.PORTABLE, 64, 64, 2, 0.9),
          candidate(Method.PORTABLE, 32, 32, 2, 0.6),
          candidate(Method.PORTABLE, 16, 32, 2, 0.5),
          candidate(Method.PORTABLE, 16, 16, 2, 0.4),
          candidate(Method.PORTABLE, 8, 8, 2, 0.1));

  /** A shape, and its rate when it fills the device, beside the best one's. */
  private record Candidate(ProductShape shape, double rate) {}

  private final KernelTraits traits;

  ProductChoice(KernelTraits traits) {
    this.traits = traits;
  }

  /** Returns the fastest launch whose workspace stays within the limit. */
  ProductLaunch choose(ProductSize size, ComputeMode mode, long workspaceLimit) {
    if (traits.isCpu()) {
      return split(size, CPU, traits.computeUnits() * 2L, workspaceLimit);
    }
    ProductLaunch best = null;
    double least = Double.POSITIVE_INFINITY;
    for (Candidate candidate : candidates(mode)) {
      ProductShape shape = candidate.shape;
      if (shape.items() > traits.largestGroup()) {
        continue;
      }
      ProductLaunch launch = split(size, shape, resident(shape), workspaceLimit);
      double time = rounds(launch) * launch.stepsOfSplit() * area(shape) / candidate.rate;
      if (time < least) {
        least = time;
        best = launch;
      }
    }
    if (best == null) {
      throw new IllegalStateException(
          "no tile has groups of at most " + traits.largestGroup() + " work items");
    }
    return best;
  }

  private List<Candidate> candidates(ComputeMode mode) {
    if (!traits.inlinePtx()) {
      return PORTABLE;
    }
    return mode == ComputeMode.TF32 ? MATRIX_UNITS : ASYNCHRONOUS;
  }

  private double rounds(ProductLaunch launch) {
    double groups = (double) launch.grid().groupsX() * launch.splits();
    double resident = resident(launch.shape());
    /* A device that is half empty is not half as fast: its groups get more of it. */
    return groups < resident ? 0.4 + 0.6 * groups / resident : Math.ceil(groups / resident);
  }

  /** Returns how many groups the device works on at once: about 2 of 128 x 128 on a unit. */
  private long resident(ProductShape shape) {
    return Math.max(1, traits.computeUnits() * (2L * 128 * 128 / area(shape)));
  }

  private static long area(ProductShape shape) {
    return (long) shape.tileM() * shape.tileN();
  }

  private static ProductLaunch split(
      ProductSize size, ProductShape shape, long groupsWanted, long workspaceLimit) {
    long groups = Math.max(1, size.products() * size.tiles(shape));
    long steps = size.steps(shape);
    long bySteps = shape.method() == Method.CPU ? steps : steps / LEAST_STEPS;
    long splits = Math.min(MOST_SPLITS, Math.min(groupsWanted / groups, bySteps));
    long bytes = Math.max(1, Float.BYTES * size.results());
    splits = Math.max(1, Math.min(splits, workspaceLimit / bytes));
    if (splits > 1) {
      splits = ProductSize.ceiling(steps, ProductSize.ceiling(steps, splits));
    }
    return new ProductLaunch(size, shape, splits);
  }

  private static Candidate candidate(Method method, int tileM, int tileN, int stages, double rate) {
    return new Candidate(new ProductShape(method, tileM, tileN, 16, 8, 8, stages), rate);
  }
}
