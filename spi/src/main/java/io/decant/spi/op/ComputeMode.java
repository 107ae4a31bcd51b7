package io.decant.spi.op;

/** The arithmetic of matrix products and convolutions. */
public enum ComputeMode {
  /** Every product and sum in binary32 or wider. */
  FLOAT32,
  /** Inputs of products rounded to 10 explicit mantissa bits, sums in binary32. */
  TF32
}
