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
 * too few to keep the device busy.
 */
final class LrnPlan {
  private static final int GROUP = 256;
  private static final int CPU_LANES = 8;
  private static final int CPU_WORK_ITEMS = 8;
  private static final int GPU_WORK_ITEMS = 4096;
  private static final int SHORTEST_PART = 16;

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
    long busy = (long) traits.computeUnits() * (traits.isCpu() ? CPU_WORK_ITEMS : GPU_WORK_ITEMS);
    long parts = Math.max(1, Math.min(busy / items, geometry.channels() / SHORTEST_PART));
    long ofPart = (geometry.channels() + parts - 1) / parts;
    int group = GroupShape.of(GROUP, 1, traits).x();
    return Optional.of(
        KernelPlan.of(
            new KernelCall(
                kernel,
                Map.of("SIZE", Long.toString(geometry.size()), "LANES", Integer.toString(lanes)),
                Geometry.EMPTY
                    .with("OUTER", geometry.outer())
                    .with("CHANNELS", geometry.channels())
                    .with("INNER", geometry.inner())
                    .withDivisor("STRIPS", strips)
                    .with("CHANNELS_OF_PART", ofPart),
                geometry.count() * geometry.size(),
                new Grid(
                    (items + group - 1) / group,
                    (geometry.channels() + ofPart - 1) / ofPart,
                    1,
                    group,
                    1,
                    1),
                Elements.operands(operands),
                List.of(
                    new Scalar.Float32(factor),
                    new Scalar.Float32(geometry.beta()),
                    new Scalar.Float32(geometry.k())))));
  }
}
