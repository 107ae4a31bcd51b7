package io.decant.backend.cuda.library;

import org.bytedeco.cuda.cublas.cublasLtMatmulAlgo_t;
import org.bytedeco.cuda.cublas.cublasLtMatmulHeuristicResult_t;

/** An algorithm that cuBLASLt proposed for a product. */
final class CublasAlgorithm implements Algorithm {
  private final MatrixProduct product;
  private final String name;
  private final long workspaceBytes;
  private final cublasLtMatmulAlgo_t algorithm = new cublasLtMatmulAlgo_t();
  private boolean closed;

  /** Takes over one use of the product. */
  CublasAlgorithm(MatrixProduct product, String name, cublasLtMatmulHeuristicResult_t proposal) {
    this.product = product;
    this.name = name;
    this.workspaceBytes = proposal.workspaceSize();
    this.algorithm.put(proposal.algo());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long workspaceBytes() {
    return workspaceBytes;
  }

  @Override
  public void enqueue(long stream, long[] operands, long workspace) {
    product.enqueue(algorithm, stream, operands, workspace, workspaceBytes);
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      product.release();
      algorithm.close();
    }
  }
}
