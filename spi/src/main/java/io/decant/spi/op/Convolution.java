package io.decant.spi.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Convolution (cross-correlation, as in every deep-learning framework) with groups, strides,
 * padding and dilation: {@code y[n,o] = bias[o] + sum over the group's inputs c and window
 * positions k of w[o,c,k] * x[n,c,window(k)]}.
 *
 * <p>Operands: {@code x}, {@code w} read, {@code bias} (outputs) read if {@code bias}, {@code y}
 * overwritten. Source: Caffe's ConvolutionLayer. What is not a finite number may also show in
 * windows beside those that cover it, here and in the gradients, as fast algorithms let it.
 *
 * @param geometry sizes
 * @param bias whether a bias is added
 * @param mode arithmetic
 */
public record Convolution(ConvolutionGeometry geometry, boolean bias, ComputeMode mode)
    implements CompositeOp, ProductOp {
  @Override
  public Convolution withMode(ComputeMode other) {
    return new Convolution(geometry, bias, other);
  }

  @Override
  public List<Operand> operands() {
    List<Operand> operands = new ArrayList<>(4);
    operands.add(geometry.input(Intent.READ));
    operands.add(geometry.weights("w", Intent.READ));
    if (bias) {
      operands.add(Operand.read("bias", geometry.outputs()));
    }
    operands.add(geometry.output("y", Intent.WRITE));
    return List.copyOf(operands);
  }

  @Override
  public Cost cost() {
    return Cost.of(geometry.multiplyAdds(), operands());
  }

  @Override
  public List<TileAxis> tileAxes() {
    return new ConvolutionAxes(geometry, this::tile).batch().outputRows().outputs().groups().list();
  }

  private Tile tile(ConvolutionAxes.Piece piece) {
    return new Tile(
        new Convolution(piece.geometry(), bias, mode),
        bias
            ? List.of(piece.x(), piece.w(), piece.bias(), piece.y())
            : List.of(piece.x(), piece.w(), piece.y()));
  }

  @Override
  public Decomposition decompose() {
    if (geometry.layout() == Layout.CHANNELS_LAST) {
      return Reordering.around(
          new Convolution(geometry.in(Layout.CHANNELS_FIRST), bias, mode), extents());
    }
    Decomposition.Builder steps = Decomposition.builder();
    Decomposition.Ref y = steps.operand(bias ? 3 : 2);
    ConvolutionSteps.forEachProduct(
        geometry,
        steps,
        steps.operand(0),
        (images, group, columns, image) ->
            steps.step(
                new Gemm(
                    images,
                    geometry.groupOutputs(),
                    geometry.window().outputCount(),
                    geometry.groupDepth(),
                    new Gemm.Matrix(false, geometry.groupDepth(), 0),
                    ConvolutionSteps.columns(geometry, false),
                    ConvolutionSteps.output(geometry),
                    1,
                    0,
                    mode),
                steps.operand(1).plus(ConvolutionSteps.weightOffset(geometry, group)),
                columns,
                y.plus(ConvolutionSteps.outputOffset(geometry, image, group))));
    if (bias) {
      steps.step(
          Broadcast.alongMiddle(
              BinaryFunction.ADD,
              geometry.batch(),
              geometry.outputs(),
              geometry.window().outputCount()),
          y,
          steps.operand(2),
          y);
    }
    return steps.build();
  }

  private List<Optional<ChannelExtents>> extents() {
    List<Optional<ChannelExtents>> extents = new ArrayList<>(4);
    extents.add(Optional.of(geometry.inputExtents()));
    extents.add(Optional.of(geometry.weightExtents()));
    if (bias) {
      extents.add(Optional.empty());
    }
    extents.add(Optional.of(geometry.outputExtents()));
    return extents;
  }
}
