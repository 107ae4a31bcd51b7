package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.blas.Blas;
import io.decant.backend.cpu.blas.CutProduct;
import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.ConvolutionBackwardWeights;
import io.decant.spi.op.ConvolutionGeometry;
import java.util.Optional;

/**
 * {@link ConvolutionBackwardWeights} where weights are many and images have few windows, so that
 * sums of its own for each task would cost more than the products: tasks share out tiles of the
 * weights, and each adds one image after the other. Tiles are about square, since a product packs
 * both of its factors. Workspace: sums, where weights are reordered, then matrices of windows of as
 * many images as are unfolded at once.
 */
final class ConvolutionSumKernel implements Kernel {
  private static final int MOST_WINDOWS = 512;
  private static final int SMALLEST_SIDE = 16;
  private static final int LEAST_OUTPUTS = 64;

  /** Weights whose sums do not stay in the second-level cache of the thread that adds them. */
  private static final long LEAST_WEIGHTS = 1 << 16;

  private static final int MOST_TILES = 8;
  private static final long UNFOLDED_FLOATS = 1L << 21;

  private final ConvolutionPlan plan;
  private final WeightOrder order;
  private final boolean accumulate;
  private final int groups;
  private final int tileOutputs;
  private final int tileDepth;
  private final int tilesAcross;
  private final int tiles;
  private final long sumFloats;
  private final long matrixFloats;
  private final int together;

  private ConvolutionSumKernel(ConvolutionPlan plan, boolean accumulate) {
    this.plan = plan;
    this.order = new WeightOrder(plan.geometry);
    this.accumulate = accumulate;
    this.groups = (int) plan.geometry.groups();
    int rows = plan.groupOutputs;
    int columns = plan.depth;
    for (int tiles = 1; tiles < MOST_TILES; tiles *= 2) {
      if (rows > columns) {
        rows = half(rows);
      } else {
        columns = half(columns);
      }
    }
    this.tileOutputs = rows;
    this.tileDepth = columns;
    this.tilesAcross = (plan.depth + columns - 1) / columns;
    this.tiles = tilesAcross * ((plan.groupOutputs + rows - 1) / rows);
    this.sumFloats = plan.reordersWeights() ? plan.geometry.weightCount() : 0;
    this.matrixFloats = plan.pointwise ? 0 : (long) plan.windows * plan.depth;
    long fitting = UNFOLDED_FLOATS / Math.max(1, groups * matrixFloats);
    int batch = (int) plan.geometry.batch();
    this.together = plan.pointwise ? batch : (int) Math.max(1, Math.min(batch, fitting));
  }

  /** Returns the kernel, or empty where the geometry or the workspace's limit does not suit it. */
  static Optional<Kernel> of(ConvolutionBackwardWeights spec, Blas blas, long limit) {
    ConvolutionGeometry geometry = spec.geometry();
    if (geometry.batch() == 0
        || !ConvolutionPlan.covers(geometry)
        || geometry.window().outputCount() > MOST_WINDOWS
        || geometry.weightCount() < LEAST_WEIGHTS
        || geometry.outputs() < LEAST_OUTPUTS) {
      return Optional.empty();
    }
    Kernel kernel =
        new ConvolutionSumKernel(new ConvolutionPlan(geometry, blas), spec.accumulate());
    return kernel.workspaceBytes() <= limit ? Optional.of(kernel) : Optional.empty();
  }

  /** Returns about half of a side, a multiple of the smallest one. */
  private static int half(int side) {
    return Math.min(side, ((side + 1) / 2 + SMALLEST_SIDE - 1) / SMALLEST_SIDE * SMALLEST_SIDE);
  }

  @Override
  public long workspaceBytes() {
    return (sumFloats + (long) together * groups * matrixFloats) * Float.BYTES;
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    int batch = (int) plan.geometry.batch();
    for (int first = 0; first < batch; first += together) {
      int now = Math.min(together, batch - first);
      int start = first;
      if (!plan.pointwise) {
        workers.forEach(
            now * groups,
            (slot, scratch) -> unfold(operands, start * groups + slot, slot, scratch));
      }
      workers.forEach(groups * tiles, (task, scratch) -> add(operands, start, now, task, scratch));
    }
    if (sumFloats > 0) {
      workers.forRanges(
          plan.geometry.outputs(),
          Tiles.unitsPerTask(plan.depth),
          (from, to, scratch) -> {
            for (long output = from; output < to; output++) {
              order.toOutermost(operands[3], operands[2], output * plan.depth, accumulate, scratch);
            }
          });
    }
  }

  private void unfold(Region[] operands, int image, int slot, Scratch scratch) {
    long matrix = sumFloats + slot * matrixFloats;
    new PanelWindows(plan)
        .unfold(operands[0], image, 0, plan.windows, operands[3], matrix, scratch);
  }

  /** Adds the products of some images to one tile of a group's sums. */
  private void add(Region[] operands, int start, int images, int task, Scratch scratch) {
    int group = task / tiles;
    int output = task % tiles / tilesAcross * tileOutputs;
    int depth = task % tiles % tilesAcross * tileDepth;
    int outputs = Math.min(tileOutputs, plan.groupOutputs - output);
    CutProduct product =
        plan.weights(plan.windows, outputs, Math.min(tileDepth, plan.depth - depth));
    Region sums = sumFloats > 0 ? operands[3] : operands[2];
    Region matrices = plan.pointwise ? operands[0] : operands[3];
    boolean adds = accumulate && sumFloats == 0;
    for (int i = 0; i < images; i++) {
      int image = (start + i) * groups + group;
      long matrix = sumFloats + ((long) i * groups + group) * matrixFloats;
      product.run(
          operands[1],
          plan.outputAt(image) + (long) output * plan.windows,
          matrices,
          (plan.pointwise ? plan.inputAt(image) : matrix) + plan.partAt(plan.windows, depth),
          adds || start + i > 0 ? 1 : 0,
          sums,
          plan.weightsAt(image) + (long) output * plan.depth + depth,
          scratch);
    }
  }
}
