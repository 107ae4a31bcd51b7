package io.decant.kernels.operator;

import io.decant.kernels.Geometry;
import io.decant.kernels.Grid;
import io.decant.kernels.KernelCall;
import io.decant.kernels.KernelCall.BufferArgument;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.kernels.Scalar;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.LabelGeometry;
import io.decant.spi.op.SoftmaxLoss;
import io.decant.spi.op.SoftmaxLossBackward;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@link SoftmaxLoss}: groups sum over some labels each, then one work item over the groups; and
 * {@link SoftmaxLossBackward}: a work item for each element.
 */
final class SoftmaxLossPlan {
  private static final int GROUP = 256;
  private static final int LABELS_PER_GROUP = 1024;
  private static final int MOST_GROUPS = 64;

  /** A float each for a sum and a number of labels. */
  private static final int BYTES_OF_STATE = 8;

  private SoftmaxLossPlan() {}

  static Optional<KernelPlan> forward(
      SoftmaxLoss spec, KernelTraits traits, PrepareOptions options) {
    LabelGeometry labels = spec.geometry();
    long groups = Math.min(1 + labels.labels() / LABELS_PER_GROUP, MOST_GROUPS);
    if (groups * BYTES_OF_STATE > options.workspaceLimit()) {
      return Optional.empty();
    }
    GroupShape shape = GroupShape.of(GROUP, 1, traits);
    BufferArgument states = new BufferArgument.Workspace(0);
    KernelCall sums =
        new KernelCall(
            "softmax_loss",
            Map.of(),
            Geometry.EMPTY
                .with("LABELS", labels.labels())
                .with("CLASSES", labels.classes())
                .withDivisor("INNER", Math.max(1, labels.inner()))
                .with("IGNORES", labels.ignores() ? 1 : 0),
            labels.labels(),
            shape.grid(groups),
            List.of(new BufferArgument.Operand(0, 0), new BufferArgument.Operand(1, 0), states),
            List.of(new Scalar.Float32(labels.ignored())));
    KernelCall finish =
        new KernelCall(
            "softmax_loss_finish",
            Map.of(),
            Geometry.EMPTY.with("PARTS", groups),
            groups,
            Grid.of(1, 1),
            List.of(states, new BufferArgument.Operand(2, 0), new BufferArgument.Operand(3, 0)),
            List.of(new Scalar.Float32(divisor(spec))));
    return Optional.of(new KernelPlan(List.of(sums, finish), groups * BYTES_OF_STATE));
  }

  static KernelPlan backward(SoftmaxLossBackward spec, KernelTraits traits) {
    LabelGeometry labels = spec.geometry();
    if (labels.scores() == 0) {
      return KernelPlan.of();
    }
    return Elements.plan(
        "softmax_loss_backward",
        Map.of(),
        Geometry.EMPTY
            .with("COUNT", labels.scores())
            .withDivisor("CLASSES", labels.classes())
            .withDivisor("INNER", labels.inner())
            .with("IGNORES", labels.ignores() ? 1 : 0),
        labels.scores(),
        5,
        List.of(new Scalar.Float32(labels.ignored())),
        traits);
  }

  /** Returns the divisor, or 0 where the labels that count decide it. */
  private static float divisor(SoftmaxLoss spec) {
    return switch (spec.normalization()) {
      case FULL -> Math.max(1, spec.geometry().labels());
      case BATCH_SIZE -> Math.max(1, spec.geometry().outer());
      case NONE -> 1;
      case VALID -> 0;
    };
  }
}
