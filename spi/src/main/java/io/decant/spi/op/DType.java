package io.decant.spi.op;

/** Element types of a tensor. Every backend supports {@link #FLOAT32} and {@link #INT32}. */
public enum DType {
  /** IEEE 754 binary32; what Caffe computes in. */
  FLOAT32(4),
  /** IEEE 754 binary64. */
  FLOAT64(8),
  /** IEEE 754 binary16. */
  FLOAT16(2),
  /** The upper half of a binary32. */
  BFLOAT16(2),
  /** Two's complement; only counters of random numbers use it. */
  INT32(4);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** Returns the size of one element in bytes. */
  public int bytes() {
    return bytes;
  }
}
