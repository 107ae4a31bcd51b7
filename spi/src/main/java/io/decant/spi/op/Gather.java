package io.decant.spi.op;

import java.util.List;

/**
 * {@code y[o,j,i] = x[o, index[o,j,i], i]}; NaN where an index is not in 0 until size.
 *
 * <p>Operands: {@code x} (outer, size, inner) read, {@code index} read, {@code y} (outer, count,
 * inner) overwritten.
 *
 * @param outer extent of the outer axis
 * @param size extent of x's indexed axis
 * @param count extent of y's axis in its place
 * @param inner extent of the inner axis
 * @param layout how indices are stored
 */
public record Gather(long outer, long size, long count, long inner, IndexLayout layout)
    implements MandatoryOp {
  @Override
  public List<Operand> operands() {
    return List.of(
        Operand.read("x", outer, size, inner),
        layout.operand(outer, count, inner),
        Operand.write("y", outer, count, inner));
  }

  @Override
  public Cost cost() {
    return Cost.of(outer * count * inner, operands());
  }
}
