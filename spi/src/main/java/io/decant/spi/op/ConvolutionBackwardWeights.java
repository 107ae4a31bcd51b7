package io.decant.spi.op;

import java.util.List;
import java.util.Optional;

/**
 * The gradient of a {@link Convolution} with respect to its weights, summed over the batch.
 *
 * <p>Operands: {@code x}, {@code dy} shaped like the convolution's input and output, read; {@code
 * dw} shaped like its weights, overwritten, or added to when {@code accumulate}.
 *
 * @param geometry sizes of the convolution
 * @param accumulate whether the gradient is added to dw
 * @param mode arithmetic
 */
public record ConvolutionBackwardWeights(
    ConvolutionGeometry geometry, boolean accumulate, ComputeMode mode)
    implements CompositeOp, ProductOp {
  @Override
  public ConvolutionBackwardWeights withMode(ComputeMode other) {
    return new ConvolutionBackwardWeights(geometry, accumulate, other);
  }

  @Override
  public List<Operand> operands() {
    return List.of(
        geometry.input(Intent.READ),
        geometry.output("dy", Intent.READ),
        geometry.weights("dw", accumulate ? Intent.READ_WRITE : Intent.WRITE));
  }

  @Override
  public Cost cost() {
    return Cost.of(geometry.multiplyAdds(), operands());
  }

  @Override
  public List<TileAxis> tileAxes() {
    return new ConvolutionAxes(geometry, this::tile)
        .batch()
        .outputRows()
        .outputs()
        .inputs()
        .groups()
        .list();
  }

  private Tile tile(ConvolutionAxes.Piece piece) {
    return new Tile(
        new ConvolutionBackwardWeights(piece.geometry(), accumulate || !piece.first(), mode),
        List.of(piece.x(), piece.y(), piece.w()));
  }

  @Override
  public Decomposition decompose() {
    if (geometry.layout() == Layout.CHANNELS_LAST) {
      return Reordering.around(
          new ConvolutionBackwardWeights(geometry.in(Layout.CHANNELS_FIRST), accumulate, mode),
          List.of(
              Optional.of(geometry.inputExtents()),
              Optional.of(geometry.outputExtents()),
              Optional.of(geometry.weightExtents())));
    }
    Decomposition.Builder steps = Decomposition.builder();
    if (geometry.batch() == 0 && !accumulate) {
      return steps.step(new Fill(geometry.weightCount(), 0), steps.operand(2)).build();
    }
    ConvolutionSteps.forEachProduct(
        geometry,
        steps,
        steps.operand(0),
        (images, group, columns, image) ->
            steps.step(
                new Gemm(
                    images,
                    geometry.groupOutputs(),
                    geometry.groupDepth(),
                    geometry.window().outputCount(),
                    ConvolutionSteps.output(geometry),
                    ConvolutionSteps.columns(geometry, true),
                    new Gemm.Matrix(false, geometry.groupDepth(), 0),
                    1,
                    accumulate || image > 0 ? 1 : 0,
                    mode),
                steps.operand(1).plus(ConvolutionSteps.outputOffset(geometry, image, group)),
                columns,
                steps.operand(2).plus(ConvolutionSteps.weightOffset(geometry, group))));
    return steps.build();
  }
}
