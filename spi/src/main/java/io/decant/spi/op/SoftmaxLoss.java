package io.decant.spi.op;

import java.util.List;

/**
 * Multinomial logistic loss of probabilities: {@code loss = -(sum over the labels that count of
 * log(max(prob[label], 2^-126))) / divisor}. A label outside 0 until classes makes the loss NaN.
 *
 * <p>Operands: {@code prob}, {@code label} read, {@code loss} (1), {@code divisor} (1) overwritten.
 * Source: Caffe's SoftmaxWithLossLayer.
 *
 * @param geometry sizes
 * @param normalization what the divisor is; at least 1
 */
public record SoftmaxLoss(LabelGeometry geometry, Normalization normalization)
    implements CompositeOp {
  /** What a loss is divided by. */
  public enum Normalization {
    /** All labels, ignored ones too. */
    FULL,
    /** The labels that count. */
    VALID,
    /** The outer extent. */
    BATCH_SIZE,
    /** Nothing. */
    NONE
  }

  @Override
  public List<Operand> operands() {
    return List.of(
        geometry.scores("prob", Intent.READ),
        geometry.label(),
        Operand.write("loss", 1),
        Operand.write("divisor", 1));
  }

  @Override
  public Cost cost() {
    return Cost.of(2 * geometry.labels(), operands());
  }

  @Override
  public Decomposition decompose() {
    long labels = geometry.labels();
    Decomposition.Builder steps = Decomposition.builder();
    Decomposition.Ref loss = steps.operand(2);
    Decomposition.Ref divisor = steps.operand(3);
    Decomposition.Ref valid = geometry.valid(steps, steps.operand(1));
    Decomposition.Ref picked = steps.temporary(labels);
    steps
        .step(geometry.pick(), steps.operand(0), steps.operand(1), picked)
        .step(
            new Unary(Unary.Function.CLAMP, labels, Float.MIN_NORMAL, Float.POSITIVE_INFINITY),
            picked,
            picked)
        .step(Unary.of(Unary.Function.LOG, labels), picked, picked)
        .step(new Binary(BinaryFunction.MASK, labels), picked, valid, picked)
        .step(new Reduce(Reduce.Function.SUM, 1, labels, 1, -1, false), picked, loss);
    switch (normalization) {
      case FULL -> steps.step(new Fill(1, Math.max(1, labels)), divisor);
      case BATCH_SIZE -> steps.step(new Fill(1, Math.max(1, geometry.outer())), divisor);
      case NONE -> steps.step(new Fill(1, 1), divisor);
      case VALID ->
          steps
              .step(Reduce.of(Reduce.Function.SUM, 1, labels, 1), valid, divisor)
              .step(
                  new Unary(Unary.Function.CLAMP, 1, 1, Float.POSITIVE_INFINITY), divisor, divisor);
    }
    return steps.step(new Binary(BinaryFunction.DIV, 1), loss, divisor, loss).build();
  }
}
