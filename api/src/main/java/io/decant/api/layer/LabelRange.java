package io.decant.api.layer;

/**
 * The whole numbers that a blob of labels may hold: 0 to {@code limit} (exclusive), and perhaps one
 * more.
 *
 * @param layer the layer that says so
 * @param limit number of classes
 * @param ignores whether {@code ignored} is allowed too
 * @param ignored a label that does not count
 */
public record LabelRange(String layer, long limit, boolean ignores, int ignored) {
  /** Returns whether a number is allowed. */
  public boolean allows(float label) {
    return (label >= 0 && label < limit && label == Math.rint(label))
        || (ignores && label == ignored);
  }
}
