package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.blas.Blas;
import io.decant.backend.cpu.blas.Product;
import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.Convolution;
import io.decant.spi.op.ConvolutionGeometry;
import java.util.Optional;

/** {@link Convolution}: image by image, so that a small product finds its columns in the cache. */
final class ConvolutionKernel implements Kernel {
  private final ConvolutionGeometry geometry;
  private final boolean bias;
  private final Blas blas;
  private final ColumnSlices slices;
  private final Slide slide;

  private ConvolutionKernel(Convolution spec, Blas blas, ColumnSlices slices) {
    this.geometry = spec.geometry();
    this.bias = spec.bias();
    this.blas = blas;
    this.slices = slices;
    this.slide = new Slide(geometry.window());
  }

  static Optional<Kernel> of(Convolution spec, Blas blas, long limit) {
    ColumnSlices slices = ColumnSlices.of(spec.geometry(), 0, limit);
    return slices.groups() == 0
        ? Optional.empty()
        : Optional.of(new ConvolutionKernel(spec, blas, slices));
  }

  @Override
  public long workspaceBytes() {
    return slices.bytes();
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    Region y = operands[bias ? 3 : 2];
    Region columns = geometry.window().isPointwise() ? operands[0] : operands[operands.length - 1];
    workers.forEach(
        slices.groups(),
        (slice, scratch) -> {
          for (long image = slice; image < geometry.batch(); image += slices.groups()) {
            long at = columns(operands[0], columns, image, slice, scratch);
            if (bias) {
              spread(operands[2], y, image * geometry.outputImageCount(), scratch);
            }
            multiply(operands[1], columns, at, y, image, scratch);
          }
        });
  }

  /** Unfolds an image into its slice; returns where its columns start. */
  private long columns(Region x, Region columns, long image, int slice, Scratch scratch) {
    if (geometry.window().isPointwise()) {
      return image * geometry.imageCount();
    }
    Region own = columns.part(slice * slices.floats(), slices.floats());
    for (long plane = 0; plane < geometry.inputs(); plane++) {
      ImageColumns.unfold(slide, x, image * geometry.inputs() + plane, own, plane, scratch);
    }
    return slice * slices.floats();
  }

  private void spread(Region values, Region y, long at, Scratch scratch) {
    long run = geometry.window().outputCount();
    for (long output = 0; output < geometry.outputs(); output++) {
      long start = at + output * run;
      FillKernel.fill(y, start, start + run, values.get(output), scratch);
    }
  }

  private void multiply(
      Region weights, Region columns, long at, Region y, long image, Scratch scratch) {
    int outputs = (int) geometry.groupOutputs();
    int positions = slide.outputCount;
    int depth = (int) geometry.groupDepth();
    Product product =
        new Product(false, false, outputs, positions, depth, depth, positions, positions, 1);
    for (long group = 0; group < geometry.groups(); group++) {
      blas.multiply(
          product,
          weights,
          group * outputs * depth,
          columns,
          at + group * depth * positions,
          bias ? 1 : 0,
          y,
          image * geometry.outputImageCount() + group * outputs * positions,
          scratch);
    }
  }
}
