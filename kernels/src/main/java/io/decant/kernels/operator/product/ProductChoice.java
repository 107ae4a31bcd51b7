package io.decant.kernels.operator.product;

import io.decant.kernels.KernelTraits;
import io.decant.kernels.operator.product.ProductShape.Method;
import io.decant.spi.op.ComputeMode;
import java.util.List;

/**
 * Chooses tiles and splits by an estimate of the time: rounds in which the device works off all
 * groups, times what a round takes. Depends on sizes and device alone.
 */
final class ProductChoice {
  /** Extent of a step along k on devices that are no CPU. */
  static final int STEP = 16;

  /** Fewest steps that a split is worth. */
  private static final long LEAST_STEPS = 8;

  private static final long MOST_SPLITS = 64;

  /** An H100 multiplies an extent of 23 in the time of a launch, of 1 while it moves 640 kB. */
  private static final double SUM_LAUNCH = 23;

  private static final double SUM_ELEMENT = 1.2e-5;

  /** Rate of a tile whose columns have different taps, beside one whose columns share one. */
  private static final double DIVIDED_RATE = 0.6;

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
          new Candidate(new ProductShape(Method.MATRIX_UNITS, 128, 128, STEP, 8, 16, 3), 1.0),
          new Candidate(new ProductShape(Method.MATRIX_UNITS, 128, 64, STEP, 8, 8, 3), 0.8),
          new Candidate(new ProductShape(Method.MATRIX_UNITS, 64, 64, STEP, 4, 8, 4), 0.7));

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
    return choose(size, mode, workspaceLimit, 0);
  }

  /**
   * Returns the fastest launch whose workspace stays within the limit.
   *
   * @param columns tiles that divide this number of columns are cheaper to fetch; 0 is divided by
   *     all
   */
  ProductLaunch choose(ProductSize size, ComputeMode mode, long workspaceLimit, long columns) {
    if (traits.isCpu()) {
      return onCpu(size, workspaceLimit);
    }
    ProductLaunch best = null;
    double least = Double.POSITIVE_INFINITY;
    for (Candidate candidate : candidates(mode)) {
      ProductShape shape = candidate.shape;
      if (shape.items() > traits.largestGroup() || shape.localBytes() > traits.localBytes()) {
        continue;
      }
      double rate = candidate.rate * (columns % shape.tileN() == 0 ? 1 : DIVIDED_RATE);
      for (long splits = 1; splits <= MOST_SPLITS; splits += Math.max(1, splits / 4)) {
        ProductLaunch launch = new ProductLaunch(size, shape, splits);
        if (splits > 1 && !worthTrying(launch, workspaceLimit)) {
          break;
        }
        double time = rounds(launch) * launch.stepsOfSplit() * shape.tileK() / rate + sum(launch);
        if (time < least) {
          least = time;
          best = launch;
        }
      }
    }
    if (best == null) {
      throw new IllegalStateException(
          "no tile has groups of at most "
              + traits.largestGroup()
              + " work items and "
              + traits.localBytes()
              + " bytes of local memory");
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

  private static boolean worthTrying(ProductLaunch launch, long workspaceLimit) {
    return launch.stepsOfSplit() >= LEAST_STEPS
        && (launch.splits() - 1) * launch.stepsOfSplit() < launch.size().steps(launch.shape())
        && launch.workspaceBytes() <= workspaceLimit;
  }

  /** Returns what adding up the parts costs, in extents along k that a round takes meanwhile. */
  private static double sum(ProductLaunch launch) {
    return launch.splits() == 1
        ? 0
        : SUM_LAUNCH + SUM_ELEMENT * launch.splits() * launch.size().results();
  }

  private static long area(ProductShape shape) {
    return (long) shape.tileM() * shape.tileN();
  }

  private ProductLaunch onCpu(ProductSize size, long workspaceLimit) {
    long groups = Math.max(1, size.products() * size.tiles(CPU));
    long steps = size.steps(CPU);
    long splits = Math.min(MOST_SPLITS, Math.min(traits.computeUnits() * 2L / groups, steps));
    long bytes = Math.max(1, Float.BYTES * size.results());
    splits = Math.max(1, Math.min(splits, workspaceLimit / bytes));
    if (splits > 1) {
      splits = ProductSize.ceiling(steps, ProductSize.ceiling(steps, splits));
    }
    return new ProductLaunch(size, CPU, splits);
  }

  private static Candidate candidate(Method method, int tileM, int tileN, int stages, double rate) {
    return new Candidate(new ProductShape(method, tileM, tileN, STEP, 8, 8, stages), rate);
  }
}
