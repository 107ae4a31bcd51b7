package io.decant.backend.cpu.kernel;

import io.decant.backend.cpu.blas.Blas;
import io.decant.backend.cpu.blas.Product;
import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Workers;
import io.decant.spi.op.ConvolutionBackwardData;
import io.decant.spi.op.ConvolutionGeometry;
import java.util.Optional;

/** {@link ConvolutionBackwardData}, image by image. */
final class ConvolutionDataKernel implements Kernel {
  private final ConvolutionGeometry geometry;
  private final Blas blas;
  private final ColumnSlices slices;
  private final Slide slide;

  private ConvolutionDataKernel(ConvolutionBackwardData spec, Blas blas, ColumnSlices slices) {
    this.geometry = spec.geometry();
    this.blas = blas;
    this.slices = slices;
    this.slide = new Slide(geometry.window());
  }

  static Optional<Kernel> of(ConvolutionBackwardData spec, Blas blas, long limit) {
    ColumnSlices slices = ColumnSlices.of(spec.geometry(), 0, limit);
    return slices.groups() == 0
        ? Optional.empty()
        : Optional.of(new ConvolutionDataKernel(spec, blas, slices));
  }

  @Override
  public long workspaceBytes() {
    return slices.bytes();
  }

  @Override
  public void run(Region[] operands, Workers workers) {
    boolean pointwise = geometry.window().isPointwise();
    Region columns = operands[operands.length - 1];
    int outputs = (int) geometry.groupOutputs();
    int positions = slide.outputCount;
    int depth = (int) geometry.groupDepth();
    Product product =
        new Product(true, false, depth, positions, outputs, depth, positions, positions, 1);
    workers.forEach(
        slices.groups(),
        (slice, scratch) -> {
          for (long image = slice; image < geometry.batch(); image += slices.groups()) {
            long at = pointwise ? image * geometry.imageCount() : slice * slices.floats();
            for (long group = 0; group < geometry.groups(); group++) {
              blas.multiply(
                  product,
                  operands[1],
                  group * outputs * depth,
                  operands[0],
                  image * geometry.outputImageCount() + group * outputs * positions,
                  0,
                  columns,
                  at + group * depth * positions,
                  scratch);
            }
            if (!pointwise) {
              Region own = columns.part(at, slices.floats());
              for (long plane = 0; plane < geometry.inputs(); plane++) {
                ImageColumns.fold(
                    slide, own, plane, operands[2], image * geometry.inputs() + plane, scratch);
              }
            }
          }
        });
  }
}
