package io.decant.conformance.oracle;

import io.decant.spi.op.RandomFill;
import java.util.List;

/** Counter-based random numbers. */
final class RandomOracle {
  private RandomOracle() {}

  static void compute(RandomFill op, List<Estimates.Slice> operands) {
    int iteration = (int) operands.get(0).value(0);
    int subIteration = (int) operands.get(0).value(1);
    for (long i = 0; i < op.count(); i++) {
      long element = op.first() + i;
      int[] block =
          Philox.block(
              (int) (element / 4),
              op.stream(),
              iteration,
              subIteration,
              (int) op.seed(),
              (int) (op.seed() >>> 32));
      number(op, block, (int) (element % 4), operands.get(1), i);
    }
  }

  private static void number(RandomFill op, int[] block, int word, Estimates.Slice y, long at) {
    double u = uniform(block[word]);
    double p = op.p();
    double q = op.q();
    switch (op.distribution()) {
      case UNIFORM ->
          y.set(at, p + (q - p) * u, 4 * Rounding.UNIT * (Math.abs(p) + Math.abs(q - p)));
      case BERNOULLI -> y.set(at, u < p ? q : 0, 0);
      case GAUSSIAN -> {
        int pair = word & 2;
        double radius = Math.sqrt(-2 * Math.log(1 - uniform(block[pair])));
        double angle = 2 * Math.PI * uniform(block[pair + 1]);
        double normal = radius * ((word & 1) == 0 ? Math.cos(angle) : Math.sin(angle));
        y.set(at, p + q * normal, Rounding.UNIT * (4 * Math.abs(p) + 48 * Math.abs(q) * radius));
      }
    }
  }

  private static double uniform(int word) {
    return (word >>> 8) * 0x1p-24;
  }
}
