package io.decant.tiering.plan;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of operators during which a block has memory.
 *
 * @param used from the operator before which the copy to the device is enqueued, or the first one
 *     that writes the block, to the last one that uses it: nobody else may have the memory then
 * @param taken the same, and the operators behind it during which a copy to the host is expected to
 *     be under way: who has the memory then waits for that copy
 * @param arriving what brings the block; null when nothing is copied, or it is there already
 * @param leaving what takes it away; null when nobody needs its contents, or it stays
 */
record Visit(Span used, Span taken, @Nullable Transfer arriving, @Nullable Transfer leaving) {
  /** Creates a visit that nothing is copied for. */
  static Visit of(Span span) {
    return new Visit(span, span, null, null);
  }
}
