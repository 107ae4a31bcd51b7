package io.decant.spi.op;

/**
 * The work of an operator: planners estimate from it, timing is compared with it.
 *
 * @param multiplyAdds arithmetic, one multiply-add counting once
 * @param bytes bytes read and written, each operand counted once
 */
public record Cost(long multiplyAdds, long bytes) {
  /** Returns the cost of {@code arithmetic} multiply-adds over the given operands. */
  public static Cost of(long arithmetic, Iterable<Operand> operands) {
    long bytes = 0;
    for (Operand operand : operands) {
      bytes += operand.tensor().extentBytes() * (operand.intent() == Intent.READ_WRITE ? 2 : 1);
    }
    return new Cost(arithmetic, bytes);
  }

  /** Returns the operations of floating-point arithmetic, a multiply-add counting as two. */
  public double flops() {
    return 2.0 * multiplyAdds;
  }

  /** Returns the sum of both costs. */
  public Cost plus(Cost other) {
    return new Cost(multiplyAdds + other.multiplyAdds, bytes + other.bytes);
  }
}
