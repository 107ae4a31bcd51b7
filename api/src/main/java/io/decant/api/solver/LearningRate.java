package io.decant.api.solver;

import io.decant.proto.ProtoFormatException;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.text.Located;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The learning rate of each iteration, in Caffe's arithmetic:
 *
 * <ul>
 *   <li>fixed: base_lr
 *   <li>step: base_lr * gamma ^ floor(iter / stepsize)
 *   <li>exp: base_lr * gamma ^ iter
 *   <li>inv: base_lr * (1 + gamma * iter) ^ -power
 *   <li>multistep: base_lr * gamma ^ (number of stepvalues passed, one more at most in each
 *       iteration)
 *   <li>poly: base_lr * (1 - iter / max_iter) ^ power
 *   <li>sigmoid: base_lr / (1 + e ^ (-gamma * (iter - stepsize)))
 * </ul>
 *
 * Source: Caffe's SGDSolver::GetLearningRate. Not thread-safe.
 */
final class LearningRate {
  private static final Logger LOG = LoggerFactory.getLogger(Solver.class);
  private static final List<String> POLICIES =
      List.of("fixed", "step", "exp", "inv", "multistep", "poly", "sigmoid");

  private final SolverParameter parameter;
  private int currentStep;

  LearningRate(Located<SolverParameter> solver) {
    parameter = solver.message();
    String policy = parameter.getLrPolicy();
    if (!POLICIES.contains(policy)) {
      throw solver
          .source()
          .error(
              "lr_policy",
              (policy.isEmpty() ? "no lr_policy is given" : "unknown lr_policy '" + policy + "'")
                  + "; known are "
                  + String.join(", ", POLICIES));
    }
    boolean step = List.of("step", "sigmoid").contains(policy);
    require(solver, !step || parameter.getStepsize() > 0, "stepsize", "above 0");
    boolean gamma = List.of("step", "exp", "inv", "multistep", "sigmoid").contains(policy);
    require(solver, !gamma || parameter.getGamma() >= 0, "gamma", "at least 0");
    boolean end = policy.equals("poly");
    require(solver, !end || parameter.getMaxIter() > 0, "max_iter", "above 0");
  }

  private static void require(
      Located<SolverParameter> solver, boolean holds, String field, String bound)
      throws ProtoFormatException {
    if (!holds) {
      throw solver
          .source()
          .error(
              field,
              "lr_policy '" + solver.message().getLrPolicy() + "' needs a " + field + " " + bound);
    }
  }

  /** Returns the step of the policy multistep, for snapshots. */
  int currentStep() {
    return currentStep;
  }

  void currentStep(int step) {
    currentStep = step;
  }

  /** Returns the rate of an iteration; called once for each, in order. */
  float at(long iteration) {
    float base = parameter.getBaseLr();
    float gamma = parameter.getGamma();
    float power = parameter.getPower();
    return switch (parameter.getLrPolicy()) {
      case "step" -> step(iteration, base, gamma);
      case "exp" -> base * (float) Math.pow(gamma, (double) iteration);
      case "inv" -> base * (float) Math.pow(1 + gamma * iteration, -power);
      case "multistep" -> multistep(iteration, base, gamma);
      case "poly" -> base * (float) Math.pow(1 - (float) iteration / parameter.getMaxIter(), power);
      case "sigmoid" ->
          base * (1 / (1 + (float) Math.exp(-gamma * (iteration - parameter.getStepsize()))));
      default -> base;
    };
  }

  private float step(long iteration, float base, float gamma) {
    currentStep = Math.toIntExact(iteration / parameter.getStepsize());
    return base * (float) Math.pow(gamma, currentStep);
  }

  private float multistep(long iteration, float base, float gamma) {
    if (currentStep < parameter.getStepvalueCount()
        && iteration >= parameter.getStepvalue(currentStep)) {
      currentStep++;
      LOG.info("MultiStep Status: Iteration {}, step = {}", iteration, currentStep);
    }
    return base * (float) Math.pow(gamma, currentStep);
  }
}
