package io.decant.spi.op;

/**
 * An operator that multiplies factors and sums up the products: a matrix product, or a convolution
 * and its gradients. A run may compute all of those that layers emit in another arithmetic than
 * theirs; tiles and decompositions keep it. What must not be rounded so, such as a count, is no
 * product: {@link Reduce} and {@link WindowReduce} sum up in binary32 always.
 */
public interface ProductOp extends OpSpec {
  /** Returns the arithmetic. */
  ComputeMode mode();

  /** Returns the same operator in another arithmetic. */
  ProductOp withMode(ComputeMode other);
}
