package io.decant.api.solver;

import io.decant.api.net.NetParam;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.text.Located;
import io.decant.spi.memory.BlockRole;
import io.decant.spi.memory.ProgramBuilder;
import io.decant.spi.memory.Tensor;
import io.decant.spi.op.SgdStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stochastic gradient descent with momentum; its history holds rate times gradient. */
final class SgdRule implements UpdateRule {
  private final SolverParameter parameter;
  private final boolean l1;
  private final RateScalar rate;
  private final @Nullable GradientClip clip;
  private final Map<NetParam, Tensor> histories = new LinkedHashMap<>();

  SgdRule(
      Located<SolverParameter> solver,
      List<NetParam> params,
      RateScalar rate,
      @Nullable GradientClip clip) {
    this.parameter = solver.message();
    this.rate = rate;
    this.clip = clip;
    this.l1 = isL1(solver);
    for (NetParam param : params) {
      String name = param.layer() + "[" + param.index() + "].history";
      histories.put(param, Tensor.createPersistent(name, param.shape(), BlockRole.HISTORY));
    }
  }

  private static boolean isL1(Located<SolverParameter> solver) {
    String type = solver.message().getRegularizationType();
    return switch (type) {
      case "L1" -> true;
      case "L2" -> false;
      default ->
          throw solver
              .source()
              .error(
                  "regularization_type",
                  "unknown regularization_type '" + type + "'; known are L1 and L2");
    };
  }

  @Override
  public List<Tensor> histories() {
    return List.copyOf(histories.values());
  }

  @Override
  public void emit(ProgramBuilder program, NetParam param) {
    Tensor history = histories.get(param);
    if (history == null || param.rateMultiplier() == 0 || param.shape().count() == 0) {
      return;
    }
    SgdStep step =
        new SgdStep(
            param.shape().count(),
            parameter.getMomentum(),
            param.rateMultiplier(),
            parameter.getWeightDecay() * param.decayMultiplier(),
            l1,
            1f / parameter.getIterSize(),
            clip != null);
    List<Tensor> operands = new ArrayList<>();
    operands.add(param.gradient());
    operands.add(rate.in(program));
    if (clip != null) {
      operands.add(clip.factor());
    }
    operands.add(history);
    operands.add(param.tensor());
    program.emit(step, operands);
  }
}
