package io.decant.kernels.operator;

import io.decant.kernels.Geometry;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.spi.op.LstmCell;
import io.decant.spi.op.LstmCellBackward;
import java.util.List;
import java.util.Map;

/** {@link LstmCell} and {@link LstmCellBackward}: one work item for each cell. */
final class LstmPlan {
  private LstmPlan() {}

  static KernelPlan forward(LstmCell spec, KernelTraits traits) {
    return plan("lstm_cell", spec.rows(), spec.hidden(), 6, traits);
  }

  static KernelPlan backward(LstmCellBackward spec, KernelTraits traits) {
    return plan("lstm_cell_backward", spec.rows(), spec.hidden(), 7, traits);
  }

  private static KernelPlan plan(
      String kernel, long rows, long hidden, int operands, KernelTraits traits) {
    long count = rows * hidden;
    if (count == 0) {
      return KernelPlan.of();
    }
    Geometry geometry = Geometry.EMPTY.with("COUNT", count).withDivisor("HIDDEN", hidden);
    return Elements.plan(kernel, Map.of(), geometry, count, operands, List.of(), traits);
  }
}
