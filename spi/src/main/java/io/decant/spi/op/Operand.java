package io.decant.spi.op;

/**
 * One operand of an operator.
 *
 * @param name its role, as in the operator's Javadoc
 * @param tensor its geometry
 * @param intent what the operator does with it
 */
public record Operand(String name, TensorSpec tensor, Intent intent) {
  /** Returns a dense float32 operand that is read. */
  public static Operand read(String name, long... dims) {
    return new Operand(name, TensorSpec.float32(dims), Intent.READ);
  }

  /** Returns a dense float32 operand that is overwritten. */
  public static Operand write(String name, long... dims) {
    return new Operand(name, TensorSpec.float32(dims), Intent.WRITE);
  }

  /** Returns a dense float32 operand that is changed in place. */
  public static Operand update(String name, long... dims) {
    return new Operand(name, TensorSpec.float32(dims), Intent.READ_WRITE);
  }

  /** Returns a dense float32 result: overwritten, or added to when {@code accumulate}. */
  public static Operand result(String name, boolean accumulate, long... dims) {
    return accumulate ? update(name, dims) : write(name, dims);
  }
}
