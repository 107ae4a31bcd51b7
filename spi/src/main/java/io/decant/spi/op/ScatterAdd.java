package io.decant.spi.op;

import java.util.List;

/**
 * {@code y[o, index[o,j,i], i] += x[o,j,i]} in ascending order of j; an index that is not in 0
 * until size is skipped. Unless {@code accumulate}, y starts from zero.
 *
 * <p>Operands: {@code x} (outer, count, inner) read, {@code index} read, {@code y} (outer, size,
 * inner) overwritten or changed.
 *
 * @param outer extent of the outer axis
 * @param size extent of y's indexed axis
 * @param count extent of x's axis in its place
 * @param inner extent of the inner axis
 * @param layout how indices are stored
 * @param accumulate whether y's old contents count
 */
public record ScatterAdd(
    long outer, long size, long count, long inner, IndexLayout layout, boolean accumulate)
    implements MandatoryOp {
  @Override
  public List<Operand> operands() {
    return List.of(
        Operand.read("x", outer, count, inner),
        layout.operand(outer, count, inner),
        Operand.result("y", accumulate, outer, size, inner));
  }

  @Override
  public Cost cost() {
    return Cost.of(outer * count * inner, operands());
  }
}
