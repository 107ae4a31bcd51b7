package io.decant.conformance.oracle;

import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.Gemm;
import java.util.List;

/** Matrix products, one dot product after the other. */
final class GemmOracle {
  private GemmOracle() {}

  static void compute(Gemm op, List<Estimates.Slice> operands) {
    boolean summed = op.c().batchStride() == 0;
    long results = summed ? 1 : op.batch();
    for (long result = 0; result < results; result++) {
      long first = summed ? 0 : result;
      long end = summed ? op.batch() : result + 1;
      for (long row = 0; row < op.m(); row++) {
        for (long column = 0; column < op.n(); column++) {
          element(op, operands, result, first, end, row, column);
        }
      }
    }
  }

  private static void element(
      Gemm op,
      List<Estimates.Slice> operands,
      long result,
      long first,
      long end,
      long row,
      long column) {
    Estimates.Slice a = operands.get(0);
    Estimates.Slice b = operands.get(1);
    double sum = 0;
    double magnitude = 0;
    double inherited = 0;
    for (long batch = first; batch < end; batch++) {
      for (long inner = 0; inner < op.k(); inner++) {
        long atA = place(op.a(), batch, row, inner);
        long atB = place(op.b(), batch, inner, column);
        double left = a.value(atA);
        double right = b.value(atB);
        sum += left * right;
        magnitude += Math.abs(left * right);
        inherited +=
            Math.abs(left) * b.error(atB)
                + Math.abs(right) * a.error(atA)
                + a.error(atA) * b.error(atB);
      }
    }
    long terms = op.k() * (end - first);
    magnitude *= Math.abs(op.alpha());
    double value = terms == 0 ? 0 : op.alpha() * sum;
    double error = Math.abs(op.alpha()) * inherited + Rounding.sum(terms, magnitude);
    if (op.mode() == ComputeMode.TF32) {
      error += Rounding.TF32 * magnitude;
    }
    Estimates.Slice c = operands.get(2);
    long atC = place(op.c(), result, row, column);
    if (op.beta() != 0) {
      double old = op.beta() * c.value(atC);
      value += old;
      error += Math.abs(op.beta()) * c.error(atC) + Rounding.sum(terms, Math.abs(old));
    }
    c.set(atC, value, error);
  }

  private static long place(Gemm.Matrix matrix, long batch, long row, long column) {
    long storedRow = matrix.transposed() ? column : row;
    long storedColumn = matrix.transposed() ? row : column;
    return batch * matrix.batchStride() + storedRow * matrix.rowStride() + storedColumn;
  }
}
