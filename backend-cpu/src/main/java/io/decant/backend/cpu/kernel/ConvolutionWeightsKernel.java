package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.blas.Blas;
import io.decant.backend.cpu.blas.Product;
import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.ConvolutionBackwardWeights;
import io.decant.spi.op.ConvolutionGeometry;
import java.util.Optional;

/**
 * {@link ConvolutionBackwardWeights}: each slice of the batch sums its images' products on its own;
 * the sums are then added in order.
 */
final class ConvolutionWeightsKernel implements Kernel {
  private final ConvolutionGeometry geometry;
  private final boolean accumulate;
  private final Blas blas;
  private final ColumnSlices slices;
  private final Slide slide;

  private ConvolutionWeightsKernel(
      ConvolutionBackwardWeights spec, Blas blas, ColumnSlices slices) {
    this.geometry = spec.geometry();
    this.accumulate = spec.accumulate();
    this.blas = blas;
    this.slices = slices;
    this.slide = new Slide(geometry.window());
  }

  static Optional<Kernel> of(ConvolutionBackwardWeights spec, Blas blas, long limit) {
    ConvolutionGeometry geometry = spec.geometry();
    ColumnSlices slices = ColumnSlices.of(geometry, geometry.weightCount(), limit);
    return slices.groups() == 0 || geometry.batch() == 0
        ? Optional.empty()
        : Optional.of(new ConvolutionWeightsKernel(spec, blas, slices));
  }

  @Override
  public long workspaceBytes() {
    return slices.bytes();
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    Region workspace = operands[3];
    workers.forEach(
        slices.groups(),
        (slice, scratch) -> {
          Region own = workspace.part(slice * slices.floats(), slices.floats());
          for (long image = slice; image < geometry.batch(); image += slices.groups()) {
            add(operands, own, image, image >= slices.groups(), scratch);
          }
        });
    long weights = geometry.weightCount();
    workers.forRanges(
        weights,
        Tiles.TILE,
        (from, to, scratch) -> {
          for (long at = from; at < to; at += Tiles.TILE) {
            sum(workspace, operands[2], at, (int) Math.min(Tiles.TILE, to - at), scratch);
          }
        });
  }

  /** Adds one image's product to the slice's sum, which lies in front of its columns. */
  private void add(Region[] operands, Region own, long image, boolean further, Scratch scratch) {
    boolean pointwise = geometry.window().isPointwise();
    Region columns = own;
    long at = geometry.weightCount();
    if (pointwise) {
      columns = operands[0];
      at = image * geometry.imageCount();
    } else {
      Region unfolded = own.part(at, geometry.columnCount());
      for (long plane = 0; plane < geometry.inputs(); plane++) {
        long source = image * geometry.inputs() + plane;
        ImageColumns.unfold(slide, operands[0], source, unfolded, plane, scratch);
      }
    }
    int outputs = (int) geometry.groupOutputs();
    int positions = slide.outputCount;
    int depth = (int) geometry.groupDepth();
    Product product =
        new Product(false, true, outputs, depth, positions, positions, positions, depth, 1);
    for (long group = 0; group < geometry.groups(); group++) {
      blas.multiply(
          product,
          operands[1],
          image * geometry.outputImageCount() + group * outputs * positions,
          columns,
          at + group * depth * positions,
          further ? 1 : 0,
          own,
          group * outputs * depth,
          scratch);
    }
  }

  private void sum(Region workspace, Region target, long at, int length, Scratch scratch) {
    float[] sum = scratch.floats(Slots.X, length);
    float[] next = scratch.floats(Slots.Y, length);
    int first = 0;
    if (accumulate) {
      target.get(at, sum, 0, length);
    } else {
      workspace.get(at, sum, 0, length);
      first = 1;
    }
    for (int slice = first; slice < slices.groups(); slice++) {
      workspace.get(slice * slices.floats() + at, next, 0, length);
      BinaryFunctions.add(sum, next, length);
    }
    target.put(at, sum, 0, length);
  }
}
