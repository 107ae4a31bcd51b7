package io.decant.conformance.oracle;

import io.decant.conformance.cases.OperatorCase;
import io.decant.conformance.cases.OperatorCases;
import io.decant.spi.op.AdaDeltaStep;
import io.decant.spi.op.AdaGradStep;
import io.decant.spi.op.AdamStep;
import io.decant.spi.op.AdamWStep;
import io.decant.spi.op.NesterovStep;
import io.decant.spi.op.RmsPropStep;
import io.decant.spi.op.SgdStep;
import io.decant.spi.op.SolverStep;
import io.decant.spi.op.StepSettings;
import io.decant.spi.op.TrustRatio;
import org.junit.jupiter.api.Test;

/** Decompositions of solver steps against the formulas of their Javadoc. */
class SolverFormulaTest {
  private static final int CASES = 20;

  /**
   * A solver's formulas for one weight: given its numbers before the step, sets those behind it.
   */
  private interface Rule<S> {
    void apply(S op, Weight weight);
  }

  /** The numbers of one weight. */
  private static final class Weight {
    double gradient;
    double rate;
    double secondRate;
    double value;
    double first;
    double second;
    double step;

    void root(double squares, double delta, double direction) {
      step = rate * direction / (Math.sqrt(squares) + delta);
    }
  }

  @Test
  void sgd() {
    check(
        SgdStep.class,
        (op, w) -> {
          w.first = op.momentum() * w.first + w.rate * w.gradient;
          w.step = w.first;
        });
  }

  @Test
  void nesterov() {
    check(
        NesterovStep.class,
        (op, w) -> {
          double old = w.first;
          w.first = op.momentum() * old + w.rate * w.gradient;
          w.step = (1 + op.momentum()) * w.first - op.momentum() * old;
        });
  }

  @Test
  void adaGrad() {
    check(
        AdaGradStep.class,
        (op, w) -> {
          w.first += w.gradient * w.gradient;
          w.root(w.first, op.delta(), w.gradient);
        });
  }

  @Test
  void rmsProp() {
    check(
        RmsPropStep.class,
        (op, w) -> {
          w.first = op.decay() * w.first + (1 - op.decay()) * w.gradient * w.gradient;
          w.root(w.first, op.delta(), w.gradient);
        });
  }

  @Test
  void adaDelta() {
    check(
        AdaDeltaStep.class,
        (op, w) -> {
          double keep = op.momentum();
          w.first = keep * w.first + (1 - keep) * w.gradient * w.gradient;
          double step = w.gradient * Math.sqrt((w.second + op.delta()) / (w.first + op.delta()));
          w.second = keep * w.second + (1 - keep) * step * step;
          w.step = w.rate * step;
        });
  }

  @Test
  void adam() {
    check(
        AdamStep.class,
        (op, w) -> {
          w.first = op.momentum() * w.first + (1 - op.momentum()) * w.gradient;
          w.second = op.momentum2() * w.second + (1 - op.momentum2()) * w.gradient * w.gradient;
          w.root(w.second, op.delta(), w.first);
        });
  }

  @Test
  void adamW() {
    check(
        AdamWStep.class,
        (op, w) -> {
          w.first = op.momentum() * w.first + (1 - op.momentum()) * w.gradient;
          w.second = op.momentum2() * w.second + (1 - op.momentum2()) * w.gradient * w.gradient;
          w.root(w.second, op.delta(), w.first);
          w.step += w.secondRate * op.pull() * w.value;
        });
  }

  @Test
  void trustRatio() {
    for (OperatorCase subject : OperatorCases.of("TrustRatio", CASES)) {
      TrustRatio op = (TrustRatio) subject.spec();
      Formula formula = new Formula(subject);
      double clip = op.clipped() ? formula.in("clip", 0) : 1;
      double gradient = op.gradientScale() * clip * Math.sqrt(formula.in("gradient_squares", 0));
      double weights = Math.sqrt(formula.in("weight_squares", 0));
      double ratio =
          gradient == 0 || weights == 0
              ? 1
              : op.coefficient() * weights / (gradient + op.decay() * weights);
      formula.expect("local", 0, formula.in("rate", 0) * ratio);
    }
  }

  private static <S extends SolverStep> void check(Class<S> type, Rule<S> rule) {
    for (OperatorCase subject : OperatorCases.of(type.getSimpleName(), CASES)) {
      S op = type.cast(subject.spec());
      Formula formula = new Formula(subject);
      for (long i = 0; i < op.settings().count(); i++) {
        Weight weight = weight(op, formula, i);
        rule.apply(op, weight);
        formula.expect("history", i, weight.first);
        if (op.histories() > 1) {
          formula.expect("history2", i, weight.second);
        }
        formula.expect("w", i, formula.in("w", i) - weight.step);
        if (op.settings().keepsStep()) {
          formula.expect("gradient", i, weight.step);
        }
      }
    }
  }

  private static Weight weight(SolverStep op, Formula formula, long i) {
    StepSettings settings = op.settings();
    double clip = settings.clipped() ? formula.in("clip", 0) : 1;
    double w = formula.in("w", i);
    Weight weight = new Weight();
    weight.gradient =
        settings.gradientScale() * clip * formula.in("gradient", i)
            + settings.decay() * (settings.l1() ? Math.signum(w) : w);
    weight.rate = settings.rateMultiplier() * formula.in("rate", 0);
    weight.secondRate =
        op.rates() > 1 ? settings.rateMultiplier() * formula.in("rate", 1) : Double.NaN;
    weight.value = w;
    weight.first = formula.in("history", i);
    weight.second = op.histories() > 1 ? formula.in("history2", i) : 0;
    return weight;
  }
}
