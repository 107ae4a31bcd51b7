package example.minimal;

import io.decant.spi.op.RandomFill;
import java.nio.FloatBuffer;

/** Counter-based random numbers: Philox4x32-10. */
final class RandomKernel {
  private RandomKernel() {}

  static void fill(RandomFill op, FloatBuffer counter, FloatBuffer y) {
    int iteration = Float.floatToRawIntBits(counter.get(0));
    int subIteration = Float.floatToRawIntBits(counter.get(1));
    for (int i = 0; i < op.count(); i++) {
      long element = op.first() + i;
      int[] block = {(int) (element / 4), op.stream(), iteration, subIteration};
      philox(block, (int) op.seed(), (int) (op.seed() >>> 32));
      y.put(i, (float) number(op, block, (int) (element % 4)));
    }
  }

  private static double number(RandomFill op, int[] block, int word) {
    double u = unit(block[word]);
    return switch (op.distribution()) {
      case UNIFORM -> op.p() + (op.q() - op.p()) * u;
      case BERNOULLI -> u < op.p() ? op.q() : 0;
      case GAUSSIAN -> {
        int pair = word / 2 * 2;
        double r = Math.sqrt(-2 * Math.log(1 - unit(block[pair])));
        double t = 2 * Math.PI * unit(block[pair + 1]);
        yield op.p() + op.q() * r * (word % 2 == 0 ? Math.cos(t) : Math.sin(t));
      }
    };
  }

  private static double unit(int word) {
    return (word >>> 8) * 0x1p-24;
  }

  private static void philox(int[] c, int key0, int key1) {
    for (int round = 0; round < 10; round++) {
      long product0 = 0xD2511F53L * (c[0] & 0xFFFFFFFFL);
      long product2 = 0xCD9E8D57L * (c[2] & 0xFFFFFFFFL);
      c[0] = (int) (product2 >>> 32) ^ c[1] ^ (key0 + round * 0x9E3779B9);
      c[2] = (int) (product0 >>> 32) ^ c[3] ^ (key1 + round * 0xBB67AE85);
      c[1] = (int) product2;
      c[3] = (int) product0;
    }
  }
}
