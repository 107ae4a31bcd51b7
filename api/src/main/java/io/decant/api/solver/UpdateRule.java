package io.decant.api.solver;

import io.decant.api.net.NetParam;
import io.decant.api.net.UpdateEmitter;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.text.Located;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.ProgramBuilder;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.Reduce;
import io.decant.spi.op.Shape;
import io.decant.spi.op.StepSettings;
import io.decant.spi.op.TrustRatio;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How a solver changes parameters: its operators, and the histories that they keep. */
final class UpdateRule implements UpdateEmitter {
  private final SolverType type;
  private final SolverParameter parameter;
  private final boolean l1;
  private final boolean keepsSteps;
  private final RateScalar rate;
  private final @Nullable GradientClip clip;
  private final Predicate<NetParam> learns;
  private final Map<NetParam, List<Tensor>> histories = new LinkedHashMap<>();

  /**
   * Creates the rule.
   *
   * @param params all parameters that have storage of their own
   * @param learns whether passes write the gradient of a parameter
   * @param clip scales all gradients; null for none
   */
  UpdateRule(
      Located<SolverParameter> solver,
      List<NetParam> params,
      Predicate<NetParam> learns,
      @Nullable GradientClip clip) {
    this.type = SolverType.of(solver);
    this.parameter = solver.message();
    this.keepsSteps = parameter.getDebugInfo() || parameter.getSnapshotDiff();
    this.learns = learns;
    this.rate = new RateScalar(type.rates());
    this.clip = clip;
    this.l1 = isL1(solver);
    for (NetParam param : params) {
      histories.put(param, histories(param));
    }
  }

  private List<Tensor> histories(NetParam param) {
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < type.histories(); i++) {
      String name = param.layer() + "[" + param.index() + "].history" + (i == 0 ? "" : i + 1);
      tensors.add(Tensor.createPersistent(name, param.shape(), BlockRole.HISTORY));
    }
    return tensors;
  }

  private static boolean isL1(Located<SolverParameter> solver) {
    String regularization = solver.message().getRegularizationType();
    return switch (regularization) {
      case "L1" -> true;
      case "L2" -> false;
      default ->
          throw solver
              .source()
              .error(
                  "regularization_type",
                  "unknown regularization_type '" + regularization + "'; known are L1 and L2");
    };
  }

  /**
   * Returns the persistent histories in the order of Caffe's solverstate: the first of each
   * parameter, then the second of each.
   */
  List<Tensor> histories() {
    List<Tensor> ordered = new ArrayList<>();
    for (int i = 0; i < type.histories(); i++) {
      int index = i;
      histories.values().forEach(tensors -> ordered.add(tensors.get(index)));
    }
    return ordered;
  }

  /** Returns the type of the solver. */
  SolverType type() {
    return type;
  }

  /** Returns whether steps take the place of gradients, to be read behind the update. */
  boolean keepsSteps() {
    return keepsSteps;
  }

  /** Sets the learning rate of an iteration that is about to run. */
  void begin(long iteration, float learningRate) {
    rate.set(type.stepRate(parameter, learningRate, iteration), learningRate);
  }

  @Override
  public void emit(ProgramBuilder program, NetParam param) {
    if (!changes(param)) {
      return;
    }
    Tensor common = rate.in(program);
    List<Tensor> operands = new ArrayList<>();
    operands.add(param.gradient());
    operands.add(type == SolverType.LARS ? local(program, param, common) : common);
    if (clip != null) {
      operands.add(clip.factor());
    }
    operands.addAll(Objects.requireNonNull(histories.get(param)));
    operands.add(param.tensor());
    program.emit(type.step(parameter, settings(param)), operands);
  }

  /** Emits the operators that compute a parameter's own rate, and returns where it is. */
  private Tensor local(ProgramBuilder program, NetParam param, Tensor common) {
    Tensor gradientSquares = scalar("gradient_squares");
    Tensor weightSquares = scalar("weight_squares");
    Tensor local = scalar("local_rate");
    Reduce sum = new Reduce(Reduce.Function.SUM_SQUARE, 1, param.shape().count(), 1, 1, false);
    program.emit(sum, param.gradient(), gradientSquares);
    program.emit(sum, param.tensor(), weightSquares);
    List<Tensor> operands = new ArrayList<>(List.of(gradientSquares, weightSquares, common));
    if (clip != null) {
      operands.add(clip.factor());
    }
    operands.add(local);
    program.emit(
        new TrustRatio(
            parameter.getTrustCoefficient(), decay(param), gradientScale(), clip != null),
        operands);
    return local;
  }

  private static Tensor scalar(String name) {
    return Tensor.create(name, Shape.of(1), BlockRole.GRADIENT);
  }

  private float gradientScale() {
    return 1f / parameter.getIterSize();
  }

  /**
   * Whether the step can change anything. A frozen parameter has no steps; histories of gradients
   * still follow weight decay and forced gradients.
   */
  private boolean changes(NetParam param) {
    if (param.shape().count() == 0) {
      return false;
    }
    boolean history = type.followsGradients() && (decay(param) != 0 || learns.test(param));
    return param.rateMultiplier() != 0 || history;
  }

  private float decay(NetParam param) {
    return parameter.getWeightDecay() * param.decayMultiplier();
  }

  /** Where no pass overwrites the gradient, it stays zero and is never replaced by the step. */
  private StepSettings settings(NetParam param) {
    return new StepSettings(
        param.shape().count(),
        param.rateMultiplier(),
        decay(param),
        l1,
        gradientScale(),
        clip != null,
        keepsSteps && learns.test(param));
  }
}
