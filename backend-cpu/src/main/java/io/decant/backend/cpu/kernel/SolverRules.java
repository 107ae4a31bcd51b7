package io.decant.backend.cpu.kernel;

import io.decant.spi.op.AdaDeltaStep;
import io.decant.spi.op.AdaGradStep;
import io.decant.spi.op.AdamStep;
import io.decant.spi.op.AdamWStep;
import io.decant.spi.op.NesterovStep;
import io.decant.spi.op.RmsPropStep;
import io.decant.spi.op.SgdStep;

/** What the solvers differ in, over tiles. */
final class SolverRules {
  private SolverRules() {}

  /** A solver's rule. Stateless. */
  interface Rule {
    /**
     * Replaces the prepared gradients {@code g} by the steps, and updates the histories.
     *
     * @param h first histories
     * @param k second histories, if the solver keeps any
     * @param rate the rate, multiplied by that of the parameter
     * @param n number of elements
     */
    void apply(float[] g, float[] h, float[] k, float rate, int n);

    /** Returns whether the first history matters; otherwise it is given as zeros. */
    default boolean keepsFirst() {
      return true;
    }

    /** Returns whether the second history matters; otherwise it is given as zeros. */
    default boolean keepsSecond() {
      return true;
    }
  }

  /** A rule that forgets a history whose factor is 0, as operators with a factor of 0 do. */
  private record Forgetting(Rule rule, boolean keepsFirst, boolean keepsSecond) implements Rule {
    @Override
    public void apply(float[] g, float[] h, float[] k, float rate, int n) {
      rule.apply(g, h, k, rate, n);
    }
  }

  static Rule sgd(SgdStep spec) {
    float momentum = spec.momentum();
    return new Forgetting(
        (g, h, k, rate, n) -> {
          for (int i = 0; i < n; i++) {
            h[i] = rate * g[i] + momentum * h[i];
            g[i] = h[i];
          }
        },
        momentum != 0,
        false);
  }

  static Rule nesterov(NesterovStep spec) {
    float momentum = spec.momentum();
    float ahead = 1 + momentum;
    return new Forgetting(
        (g, h, k, rate, n) -> {
          for (int i = 0; i < n; i++) {
            float back = -momentum * h[i];
            h[i] = rate * g[i] + momentum * h[i];
            g[i] = ahead * h[i] + back;
          }
        },
        momentum != 0,
        false);
  }

  static Rule adaGrad(AdaGradStep spec) {
    return root(1, 1, spec.delta());
  }

  static Rule rmsProp(RmsPropStep spec) {
    return root(spec.decay(), 1 - spec.decay(), spec.delta());
  }

  private static Rule root(float keep, float share, float delta) {
    return new Forgetting(
        (g, h, k, rate, n) -> {
          for (int i = 0; i < n; i++) {
            h[i] = share * (g[i] * g[i]) + keep * h[i];
            g[i] = rate * (g[i] / (sqrt(h[i]) + delta));
          }
        },
        keep != 0,
        false);
  }

  /** The second history is always looked at, before it may be forgotten. */
  static Rule adaDelta(AdaDeltaStep spec) {
    float keep = spec.momentum();
    float share = 1 - keep;
    float delta = spec.delta();
    return new Forgetting(
        (g, h, k, rate, n) -> {
          for (int i = 0; i < n; i++) {
            h[i] = share * (g[i] * g[i]) + keep * h[i];
            float step = g[i] * sqrt((k[i] + delta) / (h[i] + delta));
            k[i] = share * (step * step) + (keep == 0 ? 0 : keep * k[i]);
            g[i] = rate * step;
          }
        },
        keep != 0,
        true);
  }

  static Rule adam(AdamStep spec) {
    return adam(spec.momentum(), spec.momentum2(), spec.delta());
  }

  static Rule adamW(AdamWStep spec) {
    return adam(spec.momentum(), spec.momentum2(), spec.delta());
  }

  private static Rule adam(float keep, float keep2, float delta) {
    float share = 1 - keep;
    float share2 = 1 - keep2;
    return new Forgetting(
        (g, h, k, rate, n) -> {
          for (int i = 0; i < n; i++) {
            h[i] = share * g[i] + keep * h[i];
            k[i] = share2 * (g[i] * g[i]) + keep2 * k[i];
            g[i] = rate * (h[i] / (sqrt(k[i]) + delta));
          }
        },
        keep != 0,
        keep2 != 0);
  }

  private static float sqrt(float x) {
    return (float) Math.sqrt(x);
  }
}
