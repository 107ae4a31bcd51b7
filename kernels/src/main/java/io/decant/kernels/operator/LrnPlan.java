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
 * {@link Lrn} and {@link LrnBackward}: a work item slides a window, which it keeps in registers,
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

  /** Channels of a work item whose neighbours have the neighbouring ones. */
  private static final int CHANNELS_TOGETHER = 4;

  /** More neighbours than this do not fit in registers. */
  private static final int LARGEST_SIZE = 15;

  private LrnPlan() {}

  static Optional<KernelPlan> forward(Lrn spec, KernelTraits traits, PrepareOptions options) {
    LrnGeometry geometry = spec.geometry();
    return plan("lrn", geometry, 3, geometry.alpha() / geometry.size(), traits);
  }

  static Optional<KernelPlan> backward(
      LrnBackward spec, KernelTraits traits, PrepareOptions options) {
    LrnGeometry geometry = spec.geometry();
    float factor = -2 * geometry.alpha() * geometry.beta() / geometry.size();
    return plan("lrn_backward", geometry, 5, factor, traits);
  }

  private static Optional<KernelPlan> plan(
      String kernel, LrnGeometry geometry, int operands, float factor, KernelTraits traits) {
    if (geometry.size() > LARGEST_SIZE || geometry.size() % 2 == 0) {
      return Optional.empty();
    }
    if (geometry.count() == 0) {
      return Optional.of(KernelPlan.of());
    }
    int lanes = traits.isCpu() ? CPU_LANES : 1;
    long strips = (geometry.inner() + lanes - 1) / lanes;
    long items = geometry.outer() * strips;
    boolean together = !traits.isCpu() && geometry.inner() < SHORTEST_RUN;
    long ofPart = together ? CHANNELS_TOGETHER : channelsOfPart(geometry.channels(), items, traits);
    long parts = (geometry.channels() + ofPart - 1) / ofPart;
    int group = GroupShape.of(GROUP, 1, traits).x();
    return Optional.of(
        KernelPlan.of(
            new KernelCall(
                kernel,
                Map.of(
                    "SIZE",
                    Long.toString(geometry.size()),
                    "LANES",
                    Integer.toString(lanes),
                    "PARTS_TOGETHER",
                    together ? "1" : "0"),
                Geometry.EMPTY
                    .with("OUTER", geometry.outer())
                    .with("CHANNELS", geometry.channels())
                    .with("INNER", geometry.inner())
                    .withDivisor("STRIPS", strips)
                    .with("CHANNELS_OF_PART", ofPart)
                    .withDivisor("PARTS", parts),
                geometry.count() * geometry.size(),
                together ? grid(items * parts, 1, group) : grid(items, parts, group),
                Elements.operands(operands),
                List.of(
                    new Scalar.Float32(factor),
                    new Scalar.Float32(geometry.beta()),
                    new Scalar.Float32(geometry.k())))));
  }

  private static long channelsOfPart(long channels, long items, KernelTraits traits) {
    long busy = (long) traits.computeUnits() * (traits.isCpu() ? CPU_WORK_ITEMS : GPU_WORK_ITEMS);
    long parts = Math.max(1, Math.min(busy / items, channels / SHORTEST_PART));
    return (channels + parts - 1) / parts;
  }

  private static Grid grid(long x, long y, int group) {
    return new Grid((x + group - 1) / group, y, 1, group, 1, 1);
  }
}
