package io.decant.conformance.oracle;

import io.decant.spi.op.Gather;
import io.decant.spi.op.IndexLayout;
import io.decant.spi.op.ScatterAdd;
import java.util.List;

/** Operators that look places up in an index tensor. */
final class IndexOracle {
  private IndexOracle() {}

  static void gather(Gather op, List<Estimates.Slice> operands) {
    Estimates.Slice x = operands.get(0);
    Estimates.Slice y = operands.get(2);
    long at = 0;
    for (long outer = 0; outer < op.outer(); outer++) {
      for (long j = 0; j < op.count(); j++) {
        for (long inner = 0; inner < op.inner(); inner++, at++) {
          double index =
              operands.get(1).value(place(op.layout(), op.count(), op.inner(), outer, j, inner));
          if (index >= 0 && index < op.size()) {
            long from = (outer * op.size() + (long) index) * op.inner() + inner;
            y.set(at, x.value(from), x.error(from));
          } else {
            y.set(at, Double.NaN, 0);
          }
        }
      }
    }
  }

  static void scatterAdd(ScatterAdd op, List<Estimates.Slice> operands) {
    Estimates.Slice x = operands.get(0);
    Estimates.Slice y = operands.get(2);
    long results = op.outer() * op.size() * op.inner();
    Sums sums = new Sums(results);
    if (op.accumulate()) {
      for (long i = 0; i < results; i++) {
        sums.add(i, y.value(i), y.error(i));
      }
    }
    long at = 0;
    for (long outer = 0; outer < op.outer(); outer++) {
      for (long j = 0; j < op.count(); j++) {
        for (long inner = 0; inner < op.inner(); inner++, at++) {
          double index =
              operands.get(1).value(place(op.layout(), op.count(), op.inner(), outer, j, inner));
          if (index >= 0 && index < op.size()) {
            long to = (outer * op.size() + (long) index) * op.inner() + inner;
            sums.add(to, x.value(at), x.error(at));
          }
        }
      }
    }
    sums.store(y);
  }

  private static long place(
      IndexLayout layout, long count, long innerExtent, long outer, long j, long inner) {
    long place = layout.hasOuter() ? outer : 0;
    if (layout.hasCount()) {
      place = place * count + j;
    }
    return layout.hasInner() ? place * innerExtent + inner : place;
  }
}
