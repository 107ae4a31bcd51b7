package io.decant.kernels.operator;

import io.decant.kernels.Geometry;
import io.decant.kernels.KernelCall;
import io.decant.kernels.KernelCall.BufferArgument;
import io.decant.kernels.KernelTraits;
import io.decant.kernels.Scalar;
import java.util.List;
import java.util.Map;

/**
 * Kernels over (outer, channels, inner) that reduce the channels of each place (outer, inner).
 * Neighbouring work items take neighbouring places where these lie side by side; where channels do,
 * the work items of a group share the channels of one place. There is at least one place.
 *
 * @param outer extent of the axes before the channels
 * @param channels extent of the reduced axis
 * @param inner extent of the axes behind it
 */
record Places(long outer, long channels, long inner) {
  private static final int GROUP = 256;

  /** Channels from which on a place is worth a whole group. */
  private static final int MANY_CHANNELS = 256;

  private static final int FEW_WORK_ITEMS = 32;

  /** Returns the number of places. */
  long count() {
    return outer * inner;
  }

  /** Returns the sizes, by the names that the kernels have for them. */
  Geometry geometry() {
    return Geometry.EMPTY
        .with("PLACES", count())
        .with("CHANNELS", channels)
        .withDivisor("INNER", inner);
  }

  /** Returns a launch over all places. */
  KernelCall call(
      String kernel,
      Geometry geometry,
      List<BufferArgument> buffers,
      List<Scalar> scalars,
      KernelTraits traits) {
    GroupShape shape =
        inner > 1
            ? GroupShape.of(GROUP, 1, traits)
            : GroupShape.of(1, channels >= MANY_CHANNELS ? GROUP : FEW_WORK_ITEMS, traits);
    return new KernelCall(
        kernel,
        Map.of(),
        geometry,
        count() * Math.max(1, channels),
        shape.grid((count() + shape.x() - 1) / shape.x()),
        buffers,
        scalars);
  }
}
