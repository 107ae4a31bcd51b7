package io.decant.conformance.trial;

/**
 * Where operands lie.
 *
 * @param shifted whether each starts some elements behind an aligned place
 * @param shared the operand whose place the last operand shares, or -1
 */
public record Placement(boolean shifted, int shared) {
  /** Every operand at an aligned place of its own. */
  public static final Placement ALIGNED = new Placement(false, -1);

  /** Every operand some elements behind an aligned place. */
  public static final Placement SHIFTED = new Placement(true, -1);

  /** Returns a placement in which the result is the same view as an operand. */
  public static Placement inPlace(int operand) {
    return new Placement(false, operand);
  }

  int shift(int operand) {
    return shifted ? 1 + 2 * operand : 0;
  }

  boolean shares(int operand, int operands) {
    return shared >= 0 && operand == operands - 1;
  }
}
