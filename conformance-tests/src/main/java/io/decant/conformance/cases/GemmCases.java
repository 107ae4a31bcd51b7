package io.decant.conformance.cases;

import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.Gemm;
import java.util.List;
import java.util.Random;

/**
 * Matrix products: every transposition, gaps between rows and batches, repeated and summed ones.
 */
final class GemmCases implements CaseSource {
  @Override
  public List<OperatorCase> edges(Random random) {
    Gemm interleaved =
        new Gemm(
            3,
            4,
            5,
            6,
            new Gemm.Matrix(false, 18, 6),
            new Gemm.Matrix(true, 6, 30),
            new Gemm.Matrix(false, 15, 5),
            1,
            0,
            ComputeMode.FLOAT32);
    return cases(
        random,
        Gemm.dense(1, 1, 1, false, false, 1, 0),
        Gemm.dense(1, 37, 19, false, true, 1, 0),
        Gemm.dense(41, 1, 23, true, false, 1, 1),
        Gemm.dense(67, 33, 129, false, false, 1, 0),
        Gemm.dense(33, 67, 65, true, true, -0.5f, 2),
        Gemm.dense(5, 6, 7, false, false, 0, 0.5f),
        Gemm.dense(17, 19, 5, false, true, 1, 0).withMode(ComputeMode.TF32),
        Gemm.batched(3, 7, 5, 11, false, false, 1, 0).withBatchStrides(77, 55, 0),
        Gemm.batched(4, 7, 5, 11, true, false, 0.5f, 1).withBatchStrides(0, 55, 0),
        Gemm.batched(4, 6, 9, 3, false, true, 1, 0).withBatchStrides(18, 0, 54),
        interleaved);
  }

  @Override
  public List<OperatorCase> empty(Random random) {
    return cases(
        random,
        Gemm.dense(0, 3, 4, false, false, 1, 0),
        Gemm.dense(3, 0, 4, false, true, 1, 0),
        Gemm.dense(3, 4, 0, false, false, 1, 0),
        Gemm.dense(3, 4, 0, true, false, 1, 0.5f),
        Gemm.batched(0, 3, 4, 5, false, false, 1, 0),
        Gemm.batched(0, 3, 4, 5, false, false, 1, 0).withBatchStrides(15, 20, 0),
        Gemm.batched(0, 3, 4, 5, false, false, 1, 1).withBatchStrides(15, 20, 0));
  }

  @Override
  public List<OperatorCase> large(Random random) {
    return cases(
        random,
        Gemm.dense(65, 129, 67, false, true, 1, 0),
        Gemm.dense(20, 576, 25, false, false, 1, 0),
        Gemm.batched(64, 5, 25, 64, false, true, 1, 0).withBatchStrides(320, 1600, 0));
  }

  @Override
  public OperatorCase any(Random random) {
    long batch = Pick.of(random, 1, 1, 2, 3);
    long m = Pick.from(random, 1, 33);
    long n = Pick.from(random, 1, 33);
    long k = Pick.from(random, 1, Pick.of(random, 9, 70));
    return OperatorCase.of(
        new Gemm(
            batch,
            m,
            n,
            k,
            factor(random, m, k),
            factor(random, k, n),
            result(random, m, n),
            Pick.of(random, 1f, 1f, -1f, 0.75f),
            Pick.of(random, 0f, 0f, 1f, -0.5f),
            Pick.of(random, ComputeMode.FLOAT32, ComputeMode.FLOAT32, ComputeMode.TF32)),
        random);
  }

  private static Gemm.Matrix factor(Random random, long rows, long columns) {
    boolean transposed = random.nextBoolean();
    long stride = (transposed ? rows : columns) + Pick.of(random, 0, 0, 1, 3);
    long size = (transposed ? columns : rows) * stride;
    return new Gemm.Matrix(transposed, stride, Pick.of(random, size, size + 5, 0L));
  }

  private static Gemm.Matrix result(Random random, long rows, long columns) {
    long stride = columns + Pick.of(random, 0, 0, 1, 3);
    return new Gemm.Matrix(false, stride, Pick.of(random, rows * stride, rows * stride + 7, 0L));
  }

  private static List<OperatorCase> cases(Random random, Gemm... specs) {
    return List.of(specs).stream().map(spec -> OperatorCase.of(spec, random)).toList();
  }
}
