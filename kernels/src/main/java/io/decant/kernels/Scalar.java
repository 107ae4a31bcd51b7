package io.decant.kernels;

/** An argument of a kernel that is no buffer. */
public sealed interface Scalar {
  /** A 32-bit integer. */
  record Int32(int value) implements Scalar {}

  /** A 64-bit integer. */
  record Int64(long value) implements Scalar {}

  /** A binary32 number. */
  record Float32(float value) implements Scalar {}
}
