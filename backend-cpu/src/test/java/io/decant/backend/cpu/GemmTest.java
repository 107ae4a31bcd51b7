package io.decant.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.decant.spi.device.Device;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.Gemm;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Matrix products of both libraries against sums in double precision. */
class GemmTest {
  private final TestContext context = new TestContext();
  private Device device = context.with("decant.cpu.blas", "java").open();

  @AfterEach
  void close() {
    device.close();
  }

  private void use(String blas) {
    device.close();
    device = context.with("decant.cpu.blas", blas).open();
  }

  @ParameterizedTest
  @ValueSource(strings = {"openblas", "java"})
  void everyForm(String blas) {
    use(blas);
    for (int form = 0; form < 8; form++) {
      boolean transA = (form & 1) != 0;
      boolean transB = (form & 2) != 0;
      float beta = (form & 4) != 0 ? 0.5f : 0;
      check(Gemm.dense(3, 5, 7, transA, transB, 1, beta));
      check(Gemm.dense(70, 90, 40, transA, transB, -2, beta));
      check(Gemm.dense(33, 600, 260, transA, transB, 1, beta));
      check(Gemm.dense(1, 1, 5000, transA, transB, 1, beta));
      check(Gemm.batched(4, 6, 9, 5, transA, transB, 1, beta));
      check(Gemm.batched(3, 6, 9, 5, transA, transB, 2, beta).withBatchStrides(30, 45, 0));
      check(Gemm.batched(3, 6, 9, 5, transA, transB, 1, beta).withBatchStrides(0, 45, 54));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"openblas", "java"})
  void productOfNothing(String blas) {
    use(blas);
    for (float beta : new float[] {0, 0.5f}) {
      check(Gemm.dense(4, 3, 0, false, false, 1, beta));
      check(Gemm.batched(0, 4, 3, 5, false, false, 1, beta).withBatchStrides(20, 15, 0));
      check(Gemm.dense(0, 3, 2, false, false, 1, beta));
      check(Gemm.dense(3, 0, 2, false, true, 1, beta));
      check(Gemm.dense(0, 0, 0, true, true, 1, beta));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"openblas", "java"})
  void oneRowAndDeepSums(String blas) {
    use(blas);
    for (float beta : new float[] {0, 0.5f}) {
      check(Gemm.dense(1, 70, 9216, false, true, 1, beta));
      check(Gemm.dense(1, 301, 900, false, true, -2, beta));
      check(Gemm.dense(1, 3, 70_000, false, true, 1, beta));
      check(Gemm.dense(40, 60, 5000, false, false, 1, beta));
      check(Gemm.batched(2, 17, 33, 4097, true, false, 1, beta));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"openblas", "java"})
  void rowsWithGaps(String blas) {
    use(blas);
    Gemm.Matrix a = new Gemm.Matrix(false, 11, 90);
    Gemm.Matrix b = new Gemm.Matrix(true, 9, 70);
    Gemm.Matrix c = new Gemm.Matrix(false, 8, 64);
    check(new Gemm(2, 7, 6, 9, a, b, c, 1.5f, 1, ComputeMode.FLOAT32));
  }

  private void check(Gemm spec) {
    List<float[]> after = Comparison.run(device, spec, false, Comparison.NORMAL, 3);
    List<float[]> before = operands(spec);
    float[] found = after.get(2);
    double[] expected = expected(spec, before);
    for (long b = 0; b < (spec.c().batchStride() == 0 ? 1 : spec.batch()); b++) {
      for (long row = 0; row < spec.m(); row++) {
        for (long column = 0; column < spec.n(); column++) {
          int at = (int) (b * spec.c().batchStride() + row * spec.c().rowStride() + column);
          assertEquals(expected[at], found[at], 1e-4 * Math.sqrt(spec.k() + 1), spec::toString);
        }
      }
    }
  }

  /** Makes the same contents again that the comparison made. */
  private static List<float[]> operands(Gemm spec) {
    Random random = new Random(3);
    float[] a = Comparison.normal(count(spec, 0), random);
    float[] b = Comparison.normal(count(spec, 1), random);
    float[] c =
        spec.beta() == 0 ? new float[count(spec, 2)] : Comparison.normal(count(spec, 2), random);
    return List.of(a, b, c);
  }

  private static int count(Gemm spec, int operand) {
    return (int) (spec.operands().get(operand).tensor().extentBytes() / Float.BYTES);
  }

  private static double[] expected(Gemm spec, List<float[]> operands) {
    double[] c = new double[operands.get(2).length];
    for (int i = 0; i < c.length; i++) {
      c[i] = spec.beta() == 0 ? 0 : spec.beta() * operands.get(2)[i];
    }
    for (long b = 0; b < spec.batch(); b++) {
      for (long row = 0; row < spec.m(); row++) {
        for (long column = 0; column < spec.n(); column++) {
          double sum = 0;
          for (long k = 0; k < spec.k(); k++) {
            sum +=
                (double) operands.get(0)[at(spec.a(), b, row, k)]
                    * operands.get(1)[at(spec.b(), b, k, column)];
          }
          c[at(spec.c(), b, row, column)] += spec.alpha() * sum;
        }
      }
    }
    return c;
  }

  private static int at(Gemm.Matrix matrix, long batch, long row, long column) {
    long stored = matrix.transposed() ? column : row;
    long inRow = matrix.transposed() ? row : column;
    return (int) (batch * matrix.batchStride() + stored * matrix.rowStride() + inRow);
  }
}
