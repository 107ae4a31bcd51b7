package io.decant.kernels.operator;

import io.decant.kernels.Geometry;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.spi.op.Broadcast;
import java.util.List;

/** {@link Broadcast}: one work item for each run of elements. */
final class BroadcastPlan {
  private BroadcastPlan() {}

  static KernelPlan of(Broadcast spec, KernelTraits traits) {
    long count = spec.outer() * spec.middle() * spec.inner();
    if (count == 0) {
      return KernelPlan.of();
    }
    Broadcast folded = folded(spec);
    long[] strides = folded.strides();
    return Runs.plan(
        "broadcast",
        Geometry.EMPTY
            .with("COUNT", count)
            .with("OPERATION", BinaryPlan.operation(spec.function()))
            .withDivisor("MIDDLE", folded.middle())
            .withDivisor("INNER", folded.inner())
            .withAll("STRIDE", List.of(strides[0], strides[1], strides[2])),
        count,
        3,
        List.of(),
        traits);
  }

  /**
   * Returns the same operator with a long inner axis: axes of extent 1 are dropped, neighbours that
   * y has or lacks both are merged.
   */
  static Broadcast folded(Broadcast spec) {
    long[] given = {spec.inner(), spec.middle(), spec.outer()};
    boolean[] has = {spec.hasInner(), spec.hasMiddle(), spec.hasOuter()};
    long[] extents = {1, 1, 1};
    boolean[] folded = new boolean[3];
    int axes = 0;
    for (int axis = 0; axis < given.length; axis++) {
      if (given[axis] != 1 && axes > 0 && folded[axes - 1] == has[axis]) {
        extents[axes - 1] *= given[axis];
      } else if (given[axis] != 1) {
        folded[axes] = has[axis];
        extents[axes++] = given[axis];
      }
    }
    return new Broadcast(
        spec.function(), extents[2], extents[1], extents[0], folded[2], folded[1], folded[0]);
  }
}
