package io.decant.kernels.operator;

import io.decant.kernels.Geometry;
import io.decant.kernels.KernelCall;
import io.decant.kernels.KernelCall.BufferArgument;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.kernels.Scalar;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.ClassificationAccuracy;
import io.decant.spi.op.LabelGeometry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@link ClassificationAccuracy}: finds the hits in the workspace, then counts them, a group for
 * all labels and one for each class.
 */
final class AccuracyPlan {
  private static final int GROUP = 256;

  private AccuracyPlan() {}

  static Optional<KernelPlan> of(
      ClassificationAccuracy spec, KernelTraits traits, PrepareOptions options) {
    LabelGeometry labels = spec.geometry();
    long bytes = Float.BYTES * Math.max(1, labels.labels());
    if (bytes > options.workspaceLimit()) {
      return Optional.empty();
    }
    Places places = new Places(labels.outer(), labels.classes(), Math.max(1, labels.inner()));
    BufferArgument label = new BufferArgument.Operand(1, 0);
    BufferArgument hits = new BufferArgument.Workspace(0);
    List<KernelCall> calls = new ArrayList<>(2);
    if (labels.labels() > 0) {
      Geometry geometry =
          places.geometry().with("TOP_K", spec.topK()).with("IGNORES", labels.ignores() ? 1 : 0);
      calls.add(
          places.call(
              "accuracy_hits",
              geometry,
              List.of(new BufferArgument.Operand(0, 0), label, hits),
              List.of(new Scalar.Float32(labels.ignored())),
              traits));
    }
    long groups = 1 + (spec.perClass() ? labels.classes() : 0);
    calls.add(
        new KernelCall(
            "accuracy_shares",
            Map.of(),
            Geometry.EMPTY.with("PLACES", labels.labels()).with("CHANNELS", labels.classes()),
            groups * labels.labels(),
            GroupShape.of(GROUP, 1, traits).grid(groups),
            List.of(
                hits,
                label,
                new BufferArgument.Operand(2, 0),
                new BufferArgument.Operand(spec.perClass() ? 3 : 2, 0)),
            List.of()));
    return Optional.of(new KernelPlan(calls, bytes));
  }
}
