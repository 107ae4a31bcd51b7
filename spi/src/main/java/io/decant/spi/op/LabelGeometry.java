package io.decant.spi.op;

/**
 * Scores over classes and the labels that go with them: scores (outer, classes, inner), labels
 * (outer, inner), float32 holding integers.
 *
 * @param outer extent of the axes before the classes
 * @param classes number of classes
 * @param inner extent of the axes behind them
 * @param ignores whether {@code ignored} is a label that does not count
 * @param ignored that label
 */
public record LabelGeometry(long outer, long classes, long inner, boolean ignores, int ignored) {
  /** Returns the number of labels. */
  public long labels() {
    return outer * inner;
  }

  /** Returns the number of scores. */
  public long scores() {
    return outer * classes * inner;
  }

  /** Returns the same over other outer and inner extents. */
  LabelGeometry over(long outerExtent, long innerExtent) {
    return new LabelGeometry(outerExtent, classes, innerExtent, ignores, ignored);
  }

  /** Returns an operand of scores. */
  Operand scores(String name, Intent intent) {
    return new Operand(name, TensorSpec.float32(outer, classes, inner), intent);
  }

  /** Returns the operand of labels. */
  Operand label() {
    return Operand.read("label", outer, inner);
  }

  /** Returns the operator that picks, for each label, the value of its class. */
  Gather pick() {
    return new Gather(outer, classes, 1, inner, IndexLayout.FULL);
  }

  /**
   * Appends the steps that compute 1 for each label that counts, else 0; returns where they are.
   */
  Decomposition.Ref valid(Decomposition.Builder steps, Decomposition.Ref label) {
    Decomposition.Ref valid = steps.temporary(labels());
    if (ignores) {
      steps
          .step(new Unary(Unary.Function.EQUAL, labels(), ignored, 0), label, valid)
          .step(new Unary(Unary.Function.AFFINE, labels(), -1, 1), valid, valid);
    } else {
      steps.step(new Fill(labels(), 1), valid);
    }
    return valid;
  }
}
