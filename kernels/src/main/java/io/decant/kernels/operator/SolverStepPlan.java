package io.decant.kernels.operator;

import io.decant.kernels.Geometry;
import io.decant.kernels.Grid;
import io.decant.kernels.KernelCall;
import io.decant.kernels.KernelCall.BufferArgument;
import io.decant.kernels.KernelPlan;
import io.decant.kernels.KernelTraits;
import io.decant.kernels.Scalar;
import io.decant.spi.op.AdaDeltaStep;
import io.decant.spi.op.AdaGradStep;
import io.decant.spi.op.AdamStep;
import io.decant.spi.op.AdamWStep;
import io.decant.spi.op.NesterovStep;
import io.decant.spi.op.RmsPropStep;
import io.decant.spi.op.SgdStep;
import io.decant.spi.op.SolverStep;
import io.decant.spi.op.StepSettings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every {@link SolverStep}: one pass over the weights, by a rule of {@code solver_rules.h}. */
final class SolverStepPlan {
  private SolverStepPlan() {}

  /** The name of a rule and its constants. */
  private record Rule(String name, float a, float b, float c) {}

  static KernelPlan sgd(SgdStep spec, KernelTraits traits) {
    return plan(spec, new Rule("sgd", spec.momentum(), 0, 0), traits);
  }

  static KernelPlan nesterov(NesterovStep spec, KernelTraits traits) {
    return plan(spec, new Rule("nesterov", spec.momentum(), 0, 0), traits);
  }

  static KernelPlan adaGrad(AdaGradStep spec, KernelTraits traits) {
    return plan(spec, new Rule("root", 1, 1, spec.delta()), traits);
  }

  static KernelPlan rmsProp(RmsPropStep spec, KernelTraits traits) {
    return plan(spec, new Rule("root", spec.decay(), 1 - spec.decay(), spec.delta()), traits);
  }

  static KernelPlan adaDelta(AdaDeltaStep spec, KernelTraits traits) {
    return plan(spec, new Rule("ada_delta", spec.momentum(), 0, spec.delta()), traits);
  }

  static KernelPlan adam(AdamStep spec, KernelTraits traits) {
    return plan(spec, new Rule("adam", spec.momentum(), spec.momentum2(), spec.delta()), traits);
  }

  static KernelPlan adamW(AdamWStep spec, KernelTraits traits) {
    return plan(spec, new Rule("adam", spec.momentum(), spec.momentum2(), spec.delta()), traits);
  }

  private static KernelPlan plan(SolverStep spec, Rule rule, KernelTraits traits) {
    StepSettings settings = spec.settings();
    if (settings.count() == 0) {
      return KernelPlan.of();
    }
    Map<String, String> constants =
        Map.of(
            "RULE",
            rule.name(),
            "HISTORIES",
            Integer.toString(spec.histories()),
            "PULLS",
            spec.pull() != 0 ? "1" : "0",
            "KEEPS_STEP",
            settings.keepsStep() ? "1" : "0");
    Geometry geometry =
        Geometry.EMPTY
            .with("COUNT", settings.count())
            .with("CLIPPED", settings.clipped() ? 1 : 0)
            .with("L1", settings.l1() ? 1 : 0);
    return KernelPlan.of(
        new KernelCall(
            "solver_step",
            constants,
            geometry,
            settings.count(),
            Grid.ofItems(settings.count(), traits),
            buffers(spec),
            scalars(spec, rule)));
  }

  private static List<BufferArgument> buffers(SolverStep spec) {
    int first = spec.firstHistory();
    return Stream.of(
            0,
            1,
            first - 1, // the clip, or the rate where there is none
            first,
            first + spec.histories() - 1,
            first + spec.histories())
        .<BufferArgument>map(index -> new BufferArgument.Operand(index, 0))
        .toList();
  }

  private static List<Scalar> scalars(SolverStep spec, Rule rule) {
    StepSettings settings = spec.settings();
    return List.of(
        new Scalar.Float32(settings.rateMultiplier()),
        new Scalar.Float32(settings.decay()),
        new Scalar.Float32(settings.gradientScale()),
        new Scalar.Float32(rule.a()),
        new Scalar.Float32(rule.b()),
        new Scalar.Float32(rule.c()),
        new Scalar.Float32(settings.rateMultiplier() * spec.pull()));
  }
}
