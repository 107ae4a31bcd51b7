package io.decant.backend.cuda.library;

import static org.bytedeco.cuda.global.cublas.CUBLASLT_MATMUL_DESC_TRANSA;
import static org.bytedeco.cuda.global.cublas.CUBLASLT_MATMUL_DESC_TRANSB;
import static org.bytedeco.cuda.global.cublas.CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES;
import static org.bytedeco.cuda.global.cublas.CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_A_BYTES;
import static org.bytedeco.cuda.global.cublas.CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_B_BYTES;
import static org.bytedeco.cuda.global.cublas.CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_C_BYTES;
import static org.bytedeco.cuda.global.cublas.CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_D_BYTES;
import static org.bytedeco.cuda.global.cublas.CUBLASLT_MATRIX_LAYOUT_BATCH_COUNT;
import static org.bytedeco.cuda.global.cublas.CUBLASLT_MATRIX_LAYOUT_STRIDED_BATCH_OFFSET;
import static org.bytedeco.cuda.global.cublas.CUBLAS_COMPUTE_32F;
import static org.bytedeco.cuda.global.cublas.CUBLAS_COMPUTE_32F_FAST_TF32;
import static org.bytedeco.cuda.global.cublas.CUBLAS_OP_N;
import static org.bytedeco.cuda.global.cublas.CUBLAS_OP_T;
import static org.bytedeco.cuda.global.cublas.CUBLAS_STATUS_NOT_SUPPORTED;
import static org.bytedeco.cuda.global.cublas.CUBLAS_STATUS_SUCCESS;
import static org.bytedeco.cuda.global.cublas.cublasLtMatmul;
import static org.bytedeco.cuda.global.cublas.cublasLtMatmulAlgoGetHeuristic;
import static org.bytedeco.cuda.global.cublas.cublasLtMatmulDescCreate;
import static org.bytedeco.cuda.global.cublas.cublasLtMatmulDescDestroy;
import static org.bytedeco.cuda.global.cublas.cublasLtMatmulDescSetAttribute;
import static org.bytedeco.cuda.global.cublas.cublasLtMatmulPreferenceCreate;
import static org.bytedeco.cuda.global.cublas.cublasLtMatmulPreferenceDestroy;
import static org.bytedeco.cuda.global.cublas.cublasLtMatmulPreferenceSetAttribute;
import static org.bytedeco.cuda.global.cublas.cublasLtMatrixLayoutCreate;
import static org.bytedeco.cuda.global.cublas.cublasLtMatrixLayoutDestroy;
import static org.bytedeco.cuda.global.cublas.cublasLtMatrixLayoutSetAttribute;

import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.Gemm;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.cuda.cublas.cublasLtMatmulAlgo_t;
import org.bytedeco.cuda.cublas.cublasLtMatmulDescOpaque_t;
import org.bytedeco.cuda.cublas.cublasLtMatmulHeuristicResult_t;
import org.bytedeco.cuda.cublas.cublasLtMatmulPreferenceOpaque_t;
import org.bytedeco.cuda.cublas.cublasLtMatrixLayoutOpaque_t;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * A {@link Gemm} as cuBLASLt describes it. The library counts matrices in columns, so it is given
 * the transposed product: what is row-major for us is the transpose for it. Products that are
 * summed up over a batch are enqueued one behind the other, each adding to the result.
 *
 * <p>Shared by its algorithms; released with the last of them.
 */
final class MatrixProduct {
  /** CUDA_R_32F of cudaDataType_t. */
  private static final int FLOAT32 = 0;

  private final Cublas library;
  private final SingleProduct single;
  private final Gemm gemm;
  private final cublasLtMatmulDescOpaque_t product;
  private final cublasLtMatrixLayoutOpaque_t first;
  private final cublasLtMatrixLayoutOpaque_t second;
  private final cublasLtMatrixLayoutOpaque_t result;
  private final FloatPointer alpha;
  private final FloatPointer beta;
  private final FloatPointer one = new FloatPointer(1f);
  private final boolean summed;
  private int users = 1;

  MatrixProduct(Cublas library, SingleProduct single) {
    this.library = library;
    this.single = single;
    this.gemm = single.gemm();
    this.summed = gemm.c().batchStride() == 0 && gemm.batch() > 1;
    this.alpha = new FloatPointer(gemm.alpha());
    this.beta = new FloatPointer(gemm.beta());
    this.product = description();
    this.first = layout(gemm.b(), gemm.k(), gemm.n());
    this.second = layout(gemm.a(), gemm.m(), gemm.k());
    this.result = layout(gemm.c(), gemm.m(), gemm.n());
  }

  private cublasLtMatmulDescOpaque_t description() {
    int compute =
        gemm.mode() == ComputeMode.TF32 ? CUBLAS_COMPUTE_32F_FAST_TF32 : CUBLAS_COMPUTE_32F;
    try (PointerPointer<cublasLtMatmulDescOpaque_t> created = new PointerPointer<>(1);
        IntPointer transA = operation(gemm.b());
        IntPointer transB = operation(gemm.a())) {
      check(cublasLtMatmulDescCreate(created, compute, FLOAT32), "cublasLtMatmulDescCreate");
      cublasLtMatmulDescOpaque_t made = created.get(cublasLtMatmulDescOpaque_t.class);
      for (int which : new int[] {CUBLASLT_MATMUL_DESC_TRANSA, CUBLASLT_MATMUL_DESC_TRANSB}) {
        check(
            cublasLtMatmulDescSetAttribute(
                made, which, which == CUBLASLT_MATMUL_DESC_TRANSA ? transA : transB, Integer.BYTES),
            "cublasLtMatmulDescSetAttribute");
      }
      return made;
    }
  }

  private static IntPointer operation(Gemm.Matrix matrix) {
    return new IntPointer(1).put(matrix.transposed() ? CUBLAS_OP_T : CUBLAS_OP_N);
  }

  private cublasLtMatrixLayoutOpaque_t layout(Gemm.Matrix matrix, long rows, long columns) {
    long storedRows = matrix.transposed() ? columns : rows;
    long storedColumns = matrix.transposed() ? rows : columns;
    try (PointerPointer<cublasLtMatrixLayoutOpaque_t> created = new PointerPointer<>(1);
        IntPointer count = new IntPointer(1).put((int) (summed ? 1 : gemm.batch()));
        LongPointer stride = new LongPointer(1).put(summed ? 0 : matrix.batchStride())) {
      check(
          cublasLtMatrixLayoutCreate(
              created, FLOAT32, storedColumns, storedRows, matrix.rowStride()),
          "cublasLtMatrixLayoutCreate");
      cublasLtMatrixLayoutOpaque_t made = created.get(cublasLtMatrixLayoutOpaque_t.class);
      check(
          cublasLtMatrixLayoutSetAttribute(
              made, CUBLASLT_MATRIX_LAYOUT_BATCH_COUNT, count, Integer.BYTES),
          "cublasLtMatrixLayoutSetAttribute");
      check(
          cublasLtMatrixLayoutSetAttribute(
              made, CUBLASLT_MATRIX_LAYOUT_STRIDED_BATCH_OFFSET, stride, Long.BYTES),
          "cublasLtMatrixLayoutSetAttribute");
      return made;
    }
  }

  /** Returns at most so many algorithms, which share this product. */
  List<Algorithm> algorithms(int most, LibraryRequest request) {
    long workspaceLimit = request.options().workspaceLimit();
    List<Algorithm> algorithms = new ArrayList<>();
    cublasLtMatmulPreferenceOpaque_t preference = preference(workspaceLimit);
    try (cublasLtMatmulHeuristicResult_t found = new cublasLtMatmulHeuristicResult_t(most)) {
      int[] count = new int[1];
      int status =
          cublasLtMatmulAlgoGetHeuristic(
              library.handle(),
              product,
              first,
              second,
              result,
              result,
              preference,
              most,
              found,
              count);
      if (status == CUBLAS_STATUS_NOT_SUPPORTED) {
        return algorithms;
      }
      check(status, "cublasLtMatmulAlgoGetHeuristic");
      for (int i = 0; i < count[0]; i++) {
        cublasLtMatmulHeuristicResult_t each = found.getPointer(i);
        String name = "cuBLAS #" + i;
        if (each.state() == CUBLAS_STATUS_SUCCESS
            && each.workspaceSize() <= workspaceLimit
            && request.wanted().test(name)) {
          algorithms.add(new CublasAlgorithm(retain(), name, each));
        }
      }
      return algorithms;
    } finally {
      cublasLtMatmulPreferenceDestroy(preference);
    }
  }

  private cublasLtMatmulPreferenceOpaque_t preference(long workspaceLimit) {
    try (PointerPointer<cublasLtMatmulPreferenceOpaque_t> created = new PointerPointer<>(1);
        LongPointer limit = new LongPointer(1).put(workspaceLimit)) {
      check(cublasLtMatmulPreferenceCreate(created), "cublasLtMatmulPreferenceCreate");
      cublasLtMatmulPreferenceOpaque_t made = created.get(cublasLtMatmulPreferenceOpaque_t.class);
      check(
          cublasLtMatmulPreferenceSetAttribute(
              made, CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES, limit, Long.BYTES),
          "cublasLtMatmulPreferenceSetAttribute");
      align(made, CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_A_BYTES, gemm.b());
      align(made, CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_B_BYTES, gemm.a());
      align(made, CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_C_BYTES, gemm.c());
      align(made, CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_D_BYTES, gemm.c());
      return made;
    }
  }

  private void align(cublasLtMatmulPreferenceOpaque_t preference, int which, Gemm.Matrix matrix) {
    boolean moves = summed && matrix.batchStride() * Float.BYTES % Algorithm.ALIGNMENT != 0;
    try (IntPointer bytes = new IntPointer(1).put(moves ? Float.BYTES : Algorithm.ALIGNMENT)) {
      check(
          cublasLtMatmulPreferenceSetAttribute(preference, which, bytes, Integer.BYTES),
          "cublasLtMatmulPreferenceSetAttribute");
    }
  }

  void enqueue(
      cublasLtMatmulAlgo_t algorithm,
      long stream,
      long[] all,
      long workspace,
      long workspaceBytes) {
    long[] operands = single.addresses(all);
    CUstream_st on = new CUstream_st(new NativePointer(stream));
    NativePointer c = new NativePointer(operands[2]);
    for (long each = 0; each < (summed ? gemm.batch() : 1); each++) {
      check(
          cublasLtMatmul(
              library.handle(),
              product,
              alpha,
              new NativePointer(operands[1] + each * gemm.b().batchStride() * Float.BYTES),
              first,
              new NativePointer(operands[0] + each * gemm.a().batchStride() * Float.BYTES),
              second,
              each == 0 ? beta : one,
              c,
              result,
              c,
              result,
              algorithm,
              new NativePointer(workspace),
              workspaceBytes,
              on),
          "cublasLtMatmul");
    }
  }

  private void check(int status, String function) {
    library.status().check(status, function + " for " + gemm);
  }

  private synchronized MatrixProduct retain() {
    users++;
    return this;
  }

  synchronized void release() {
    users--;
    if (users == 0) {
      cublasLtMatmulDescDestroy(product);
      cublasLtMatrixLayoutDestroy(first);
      cublasLtMatrixLayoutDestroy(second);
      cublasLtMatrixLayoutDestroy(result);
      alpha.close();
      beta.close();
      one.close();
    }
  }
}
