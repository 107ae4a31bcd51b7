package io.decant.backend.cuda.library;

import static org.bytedeco.cuda.global.cublas.cublasLtCreate;
import static org.bytedeco.cuda.global.cublas.cublasLtDestroy;
import static org.bytedeco.cuda.global.cublas.cublasLtGetProperty;
import static org.bytedeco.cuda.global.cublas.cublasLtGetStatusName;

import io.decant.spi.op.Gemm;
import java.util.List;
import java.util.Optional;
import org.bytedeco.cuda.cublas.cublasLtContext;

/**
 * Matrix products by cuBLASLt: unlike cuBLAS itself it takes stream and scratch with each call, so
 * that one handle serves all threads, nothing is allocated on the way, and the algorithm is fixed
 * beforehand.
 */
public final class Cublas implements MathLibrary {
  /** How many algorithms are worth a trial. */
  private static final int MOST_ALGORITHMS = 8;

  /** The library counts batches in 32 bits, and grids in 16. */
  private static final long MOST_BATCHES = 65535;

  /** Products that are summed up are enqueued one by one, which costs the host time. */
  private static final long MOST_SUMMANDS = 16;

  private static final int MAJOR = 0;
  private static final int MINOR = 1;
  private static final int PATCH = 2;

  private final cublasLtContext handle = new cublasLtContext();
  private final LibraryStatus status =
      new LibraryStatus("cuBLAS", code -> cublasLtGetStatusName(code).getString(), () -> "");
  private boolean closed;

  /** Opens the library, which was found to be loadable. */
  public Cublas() {
    status.check(cublasLtCreate(handle), "cublasLtCreate");
  }

  @Override
  public String version() {
    return "cuBLAS " + property(MAJOR) + "." + property(MINOR) + "." + property(PATCH);
  }

  @Override
  public List<Algorithm> algorithms(LibraryRequest request) {
    Optional<SingleProduct> single = SingleProduct.of(request.spec());
    if (single.isEmpty() || !isOffered(single.get().gemm())) {
      return List.of();
    }
    MatrixProduct product = new MatrixProduct(this, single.get());
    try {
      return product.algorithms(MOST_ALGORITHMS, request);
    } finally {
      product.release();
    }
  }

  private static boolean isOffered(Gemm gemm) {
    return gemm.batch() <= (gemm.c().batchStride() == 0 ? MOST_SUMMANDS : MOST_BATCHES);
  }

  cublasLtContext handle() {
    return handle;
  }

  LibraryStatus status() {
    return status;
  }

  private int property(int which) {
    int[] value = new int[1];
    status.check(cublasLtGetProperty(which, value), "cublasLtGetProperty");
    return value[0];
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      cublasLtDestroy(handle);
    }
  }
}
