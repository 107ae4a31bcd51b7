package io.decant.spi.op;

import java.util.List;

/**
 * Local response normalisation across channels: {@code y = x * scale^-beta}, where {@code scale = k
 * + alpha / size * sum of x^2 over the neighbouring channels}.
 *
 * <p>Operands: {@code x} read, {@code y} overwritten, each (outer, channels, inner). Source:
 * Caffe's LRNLayer, ACROSS_CHANNELS; Krizhevsky et al., NIPS 2012.
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
    return List.of(geometry.operand("x", Intent.READ), geometry.operand("y", Intent.WRITE));
  }

  @Override
  public Cost cost() {
    return Cost.of(geometry.count() * (geometry.size() + 4), operands());
  }

  @Override
  public Decomposition decompose() {
    Decomposition.Builder steps = Decomposition.builder();
    Decomposition.Ref x = steps.operand(0);
    Decomposition.Ref y = steps.operand(1);
    Decomposition.Ref scale = steps.temporary(geometry.count());
    geometry.scale(steps, x, y, scale);
    return steps
        .step(geometry.power(), scale, y)
        .step(new Binary(BinaryFunction.MUL, geometry.count()), x, y, y)
        .build();
  }
}
