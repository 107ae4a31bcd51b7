package io.decant.spi.op;

import java.util.List;

/**
 * Local response normalisation across channels: {@code scale = k + alpha / size * sum of x^2 over
 * the neighbouring channels}, {@code y = x * scale^-beta}.
 *
 * <p>Operands: {@code x} read, {@code scale}, {@code y} overwritten, each (outer, channels, inner).
 * Source: Caffe's LRNLayer, ACROSS_CHANNELS; Krizhevsky et al., NIPS 2012.
 *
 * @param geometry sizes and constants
 */
public record Lrn(LrnGeometry geometry) implements LrnOp {
  @Override
  public Lrn over(long outerExtent, long innerExtent) {
    return new Lrn(geometry.over(outerExtent, innerExtent));
  }

  @Override
  public List<Operand> operands() {
    return List.of(
        geometry.operand("x", Intent.READ),
        geometry.operand("scale", Intent.WRITE),
        geometry.operand("y", Intent.WRITE));
  }

  @Override
  public Cost cost() {
    return Cost.of(geometry.count() * (geometry.size() + 4), operands());
  }

  @Override
  public Decomposition decompose() {
    long count = geometry.count();
    Decomposition.Builder steps = Decomposition.builder();
    Decomposition.Ref x = steps.operand(0);
    Decomposition.Ref scale = steps.operand(1);
    Decomposition.Ref y = steps.operand(2);
    return steps
        .step(Unary.of(Unary.Function.SQUARE, count), x, y)
        .step(geometry.neighbourhoodSum(), y, scale)
        .step(
            new Unary(
                Unary.Function.AFFINE, count, geometry.alpha() / geometry.size(), geometry.k()),
            scale,
            scale)
        .step(new Unary(Unary.Function.POW, count, -geometry.beta(), 0), scale, y)
        .step(new Binary(BinaryFunction.MUL, count), x, y, y)
        .build();
  }
}
