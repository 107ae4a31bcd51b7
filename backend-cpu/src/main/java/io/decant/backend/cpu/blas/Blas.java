package io.decant.backend.cpu.blas;

import io.decant.backend.cpu.memory.Region;
import io.decant.backend.cpu.work.Scratch;

/** Matrix products on the calling thread alone. Thread-safe. */
public interface Blas {
  /** The first slot of a thread's scratch that an implementation may use; to the last one. */
  int FIRST_SLOT = 6;

  /**
   * Computes {@code C = alpha op(A) op(B) + beta C}.
   *
   * @param product geometry
   * @param a where A lies
   * @param atA index of A's first element
   * @param b where B lies
   * @param atB index of B's first element
   * @param beta factor of the old C, which is not read when this is 0
   * @param c where C lies, overlapping neither A nor B
   * @param atC index of C's first element
   * @param scratch of the calling thread
   */
  void multiply(
      Product product,
      Region a,
      long atA,
      Region b,
      long atB,
      float beta,
      Region c,
      long atC,
      Scratch scratch);

  /**
   * Returns the largest m * n * k for which a product takes a fast path without packing; 0 where
   * there is none.
   */
  long smallProductLimit();
}
