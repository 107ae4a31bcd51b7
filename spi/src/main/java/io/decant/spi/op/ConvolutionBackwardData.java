package io.decant.spi.op;

import java.util.List;
import java.util.Optional;

/**
 * The gradient of a {@link Convolution} with respect to its input; also the forward pass of a
 * transposed convolution.
 *
 * <p>Operands: {@code dy} shaped like the convolution's output, {@code w} read, {@code x} shaped
 * like its input, overwritten.
 *
 * @param geometry sizes of the convolution
 * @param mode arithmetic
 */
public record ConvolutionBackwardData(ConvolutionGeometry geometry, ComputeMode mode)
    implements CompositeOp, ProductOp {
  @Override
  public ConvolutionBackwardData withMode(ComputeMode other) {
    return new ConvolutionBackwardData(geometry, other);
  }

  @Override
  public List<Operand> operands() {
    return List.of(
        geometry.output("dy", Intent.READ),
        geometry.weights("w", Intent.READ),
        geometry.input(Intent.WRITE));
  }

  @Override
  public Cost cost() {
    return Cost.of(geometry.multiplyAdds(), operands());
  }

  @Override
  public List<TileAxis> tileAxes() {
    return new ConvolutionAxes(geometry, this::tile).batch().inputRows().inputs().groups().list();
  }

  private Tile tile(ConvolutionAxes.Piece piece) {
    return new Tile(
        new ConvolutionBackwardData(piece.geometry(), mode),
        List.of(piece.y(), piece.w(), piece.x()));
  }

  @Override
  public Decomposition decompose() {
    if (geometry.layout() == Layout.CHANNELS_LAST) {
      return Reordering.around(
          new ConvolutionBackwardData(geometry.in(Layout.CHANNELS_FIRST), mode),
          List.of(
              Optional.of(geometry.outputExtents()),
              Optional.of(geometry.weightExtents()),
              Optional.of(geometry.inputExtents())));
    }
    Decomposition.Builder steps = Decomposition.builder();
    Decomposition.Ref x = steps.operand(2);
    boolean pointwise = geometry.window().isPointwise();
    long chunk = pointwise ? Math.max(1, geometry.batch()) : geometry.chunk();
    Decomposition.Ref columns = pointwise ? x : steps.temporary(chunk, geometry.columnCount());
    for (long image = 0; image < geometry.batch(); image += chunk) {
      long images = Math.min(chunk, geometry.batch() - image);
      for (long group = 0; group < geometry.groups(); group++) {
        steps.step(
            new Gemm(
                images,
                geometry.groupDepth(),
                geometry.window().outputCount(),
                geometry.groupOutputs(),
                new Gemm.Matrix(true, geometry.groupDepth(), 0),
                ConvolutionSteps.output(geometry),
                ConvolutionSteps.columns(geometry, false),
                1,
                0,
                mode),
            steps.operand(1).plus(ConvolutionSteps.weightOffset(geometry, group)),
            steps.operand(0).plus(ConvolutionSteps.outputOffset(geometry, image, group)),
            columns.plus(ConvolutionSteps.columnOffset(geometry, group)));
      }
      if (!pointwise) {
        steps.step(
            new Col2im(geometry.window().withPlanes(images * geometry.inputs())),
            columns,
            x.plus(image * geometry.imageCount()));
      }
    }
    return steps.build();
  }
}
