package io.decant.api.solver;

/** What happens when the loss is not a number. */
public enum NanPolicy {
  /** Training stops with a {@link NanLossException}. */
  STOP,
  /** Training goes on, as in Caffe. */
  CONTINUE
}
