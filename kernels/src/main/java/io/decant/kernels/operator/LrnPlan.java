package io.decant.kernels.operator;

import io.decant.kernels.Geometry;
import io.decant.kernels.Grid;
import io.decant.kernels.KernelCall;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.kernels.Scalar;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.Lrn;
import io.decant.spi.op.LrnBackward;
import io.decant.spi.op.LrnGeometry;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@link Lrn} and {@link LrnBackward}: a work item slides windows, which it keeps in registers,
 * along the channels of some neighbouring places, or along a part of the channels where places are
 * too few to keep the device busy, or where the channels are what lies together.
 */
final class LrnPlan {
  private static final int GROUP = 256;
  private static final int CPU_LANES = 8;
  private static final int CPU_WORK_ITEMS = 8;
  private static final int GPU_WORK_ITEMS = 4096;
  private static final int SHORTEST_PART = 16;

  /** Shorter runs of places than this leave a GPU's transactions half empty. */
  private static final int SHORTEST_RUN = 32;

  /** The shortest run of a group that has several parts of the channels. */
  private static final int SHORTEST_RUN_OF_PARTS = 16;

  /** Channels of a work item whose neighbours have the neighbouring ones. */
  private static final int CHANNELS_TOGETHER = 4;

  /** The same for the gradient, where what neighbours share is worked out by both. */
  private static final int GRADIENTS_TOGETHER = 8;

  /** More neighbours than this do not fit in registers. */
  private static final int LARGEST_SIZE = 15;

  /**
   * How the channels of a strip of places are shared out among work items.
   *
   * @param channels channels of a part
   * @param ofGroup parts that a group has
   * @param groups groups that have the parts
   * @param together whether the parts of a strip are neighbours, rather than the places of a part
   */
  private record Parts(long channels, long ofGroup, long groups, boolean together) {}

  private LrnPlan() {}

  static Optional<KernelPlan> forward(Lrn spec, KernelTraits traits, PrepareOptions options) {
    LrnGeometry geometry = spec.geometry();
    return plan(
        "lrn",
        geometry,
        false,
        traits,
        2,
        new Scalar.Float32(geometry.alpha() / geometry.size()),
        new Scalar.Float32(geometry.beta()),
        new Scalar.Float32(geometry.k()));
  }

  static Optional<KernelPlan> backward(
      LrnBackward spec, KernelTraits traits, PrepareOptions options) {
    LrnGeometry geometry = spec.geometry();
    return plan(
        "lrn_backward",
        geometry,
        true,
        traits,
        3,
        new Scalar.Float32(geometry.alpha() / geometry.size()),
        new Scalar.Float32(-2 * geometry.alpha() * geometry.beta() / geometry.size()),
        new Scalar.Float32(geometry.beta()),
        new Scalar.Float32(geometry.k()));
  }

  private static Optional<KernelPlan> plan(
      String kernel,
      LrnGeometry geometry,
      boolean replaces,
      KernelTraits traits,
      int operands,
      Scalar... scalars) {
    if (geometry.size() > LARGEST_SIZE || geometry.size() % 2 == 0) {
      return Optional.empty();
    }
    if (geometry.count() == 0) {
      return Optional.of(KernelPlan.of());
    }
    int lanes = traits.isCpu() ? CPU_LANES : 1;
    long strips = (geometry.inner() + lanes - 1) / lanes;
    long items = geometry.outer() * strips;
    int group = GroupShape.of(GROUP, 1, traits).x();
    Parts parts =
        !traits.isCpu() && geometry.inner() < SHORTEST_RUN
            ? together(geometry.channels(), replaces, group)
            : apart(geometry.channels(), items, replaces, group, traits);
    long stripsOfGroup = group / parts.ofGroup();
    return Optional.of(
        KernelPlan.of(
            new KernelCall(
                kernel,
                Map.of(
                    "SIZE",
                    Long.toString(geometry.size()),
                    "LANES",
                    Integer.toString(lanes),
                    "PARTS_OF_GROUP",
                    Long.toString(parts.ofGroup()),
                    "PARTS_TOGETHER",
                    parts.together() ? "1" : "0"),
                Geometry.EMPTY
                    .with("OUTER", geometry.outer())
                    .with("CHANNELS", geometry.channels())
                    .with("INNER", geometry.inner())
                    .withDivisor("STRIPS", strips)
                    .with("CHANNELS_OF_PART", parts.channels()),
                geometry.count() * geometry.size(),
                new Grid(
                    (items + stripsOfGroup - 1) / stripsOfGroup, parts.groups(), 1, group, 1, 1),
                Elements.operands(operands),
                List.of(scalars))));
  }

  /** Returns parts that lie together: one group has all of a strip. */
  private static Parts together(long channels, boolean replaces, int group) {
    long fewest = (channels + group - 1) / group;
    long ofPart = Math.max(fewest, replaces ? GRADIENTS_TOGETHER : CHANNELS_TOGETHER);
    return new Parts(ofPart, (channels + ofPart - 1) / ofPart, 1, true);
  }

  /**
   * Returns as many parts as keep the device busy.
   *
   * @param replaces whether the result may overwrite what neighbours read: then one group has all
   *     parts of a strip
   */
  private static Parts apart(
      long channels, long items, boolean replaces, int group, KernelTraits traits) {
    long busy = (long) traits.computeUnits() * (traits.isCpu() ? CPU_WORK_ITEMS : GPU_WORK_ITEMS);
    long wanted = Math.max(1, Math.min(busy / items, channels / SHORTEST_PART));
    if (replaces) {
      long most = Math.max(1, Math.min(wanted, group / SHORTEST_RUN_OF_PARTS));
      long parts = Long.highestOneBit(most);
      return new Parts((channels + parts - 1) / parts, parts, 1, false);
    }
    long ofPart = (channels + wanted - 1) / wanted;
    return new Parts(ofPart, 1, (channels + ofPart - 1) / ofPart, false);
  }
}
