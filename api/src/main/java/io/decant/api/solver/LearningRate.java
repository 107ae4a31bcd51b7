package io.decant.api.solver;

import io.decant.proto.ProtoFormatException;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.caffe.WarmUp;
import io.decant.proto.text.Located;
import io.decant.proto.text.Source;
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
 * Beyond Caffe:
 *
 * <ul>
 *   <li>cosine: min_lr + (base_lr - min_lr) * (1 + cos(pi * iter / max_iter)) / 2
 *   <li>plateau: the larger of min_lr and base_lr * gamma ^ (number of plateaus)
 *   <li>in the first iterations of a warm_up, any of these times start_factor + (1 - start_factor)
 *       * iter / iterations
 * </ul>
 *
 * Source: Caffe's SGDSolver::GetLearningRate; Loshchilov and Hutter, SGDR, 2017 (cosine); Goyal et
 * al., Accurate, large minibatch SGD, 2017 (warm-up). Not thread-safe.
 */
final class LearningRate {
  private static final Logger LOG = LoggerFactory.getLogger(Solver.class);
  private static final List<String> POLICIES =
      List.of("fixed", "step", "exp", "inv", "multistep", "poly", "sigmoid", "cosine", "plateau");

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
    boolean gamma =
        List.of("step", "exp", "inv", "multistep", "sigmoid", "plateau").contains(policy);
    require(solver, !gamma || parameter.getGamma() >= 0, "gamma", "at least 0");
    boolean end = List.of("poly", "cosine").contains(policy);
    require(solver, !end || parameter.getMaxIter() > 0, "max_iter", "above 0");
    boolean lowest = List.of("cosine", "plateau").contains(policy);
    require(
        solver,
        !lowest || (parameter.getMinLr() >= 0 && parameter.getMinLr() <= parameter.getBaseLr()),
        "min_lr",
        "between 0 and base_lr");
    requireUse(solver, lowest || !parameter.hasMinLr(), "min_lr", "cosine or plateau");
    boolean plateau = policy.equals("plateau");
    requireUse(solver, plateau || !parameter.hasPlateau(), "plateau", "plateau");
    require(solver, !plateau || parameter.hasPlateau(), "plateau", "{ } that says what to watch");
    checkWarmUp(solver);
  }

  private static void checkWarmUp(Located<SolverParameter> solver) {
    WarmUp warmUp = solver.message().getWarmUp();
    Source source = solver.source().child("warm_up", 0);
    if (solver.message().hasWarmUp() && warmUp.getIterations() < 1) {
      throw source.error("iterations", "warm_up needs iterations, at least 1");
    }
    if (!(warmUp.getStartFactor() >= 0 && warmUp.getStartFactor() <= 1)) {
      throw source.error(
          "start_factor",
          "start_factor is " + warmUp.getStartFactor() + ", it must be between 0 and 1");
    }
  }

  private static void requireUse(
      Located<SolverParameter> solver, boolean used, String field, String policies) {
    if (!used) {
      throw solver
          .source()
          .error(
              field,
              field
                  + " is for lr_policy "
                  + policies
                  + ", not for '"
                  + solver.message().getLrPolicy()
                  + "'; leave it out");
    }
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

  /** Returns the step of the policies step, multistep and plateau, for snapshots. */
  int currentStep() {
    return currentStep;
  }

  void currentStep(int step) {
    currentStep = step;
  }

  /** Goes on at a lower rate, where the policy is plateau. */
  void lower() {
    currentStep++;
  }

  /** Returns the rate of an iteration; called once for each, in order. */
  float at(long iteration) {
    WarmUp warmUp = parameter.getWarmUp();
    float rate = byPolicy(iteration);
    if (iteration >= warmUp.getIterations()) {
      return rate;
    }
    float start = warmUp.getStartFactor();
    return rate * (start + (1 - start) * iteration / warmUp.getIterations());
  }

  private float byPolicy(long iteration) {
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
      case "cosine" -> cosine(iteration, base);
      case "plateau" -> Math.max(parameter.getMinLr(), base * (float) Math.pow(gamma, currentStep));
      default -> base;
    };
  }

  private float cosine(long iteration, float base) {
    float lowest = parameter.getMinLr();
    double angle = Math.PI * iteration / parameter.getMaxIter();
    return (float) (lowest + (base - lowest) * (1 + Math.cos(angle)) / 2);
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
