package io.decant.conformance.oracle;

import io.decant.conformance.cases.OperatorCase;
import io.decant.conformance.cases.OperatorCases;
import io.decant.spi.op.ClassificationAccuracy;
import io.decant.spi.op.LabelGeometry;
import io.decant.spi.op.SoftmaxLoss;
import io.decant.spi.op.SoftmaxLossBackward;
import org.junit.jupiter.api.Test;

/** Losses and accuracies of labels against the formulas of their operators' Javadoc. */
class LossFormulaTest {
  private static final int CASES = 30;

  @Test
  void loss() {
    for (OperatorCase subject : OperatorCases.of("SoftmaxLoss", CASES)) {
      SoftmaxLoss op = (SoftmaxLoss) subject.spec();
      LabelGeometry g = op.geometry();
      Formula formula = new Formula(subject);
      double sum = 0;
      long counting = 0;
      for (long at = 0; at < g.labels(); at++) {
        if (counts(g, formula, at)) {
          sum -= Math.log(formula.in("prob", scoreOf(g, at, (long) formula.in("label", at))));
          counting++;
        }
      }
      double divisor =
          switch (op.normalization()) {
            case FULL -> g.labels();
            case VALID -> counting;
            case BATCH_SIZE -> g.outer();
            case NONE -> 1;
          };
      formula.expect("divisor", 0, Math.max(1, divisor));
      formula.expect("loss", 0, sum / Math.max(1, divisor));
    }
  }

  @Test
  void gradient() {
    for (OperatorCase subject : OperatorCases.of("SoftmaxLossBackward", CASES)) {
      LabelGeometry g = ((SoftmaxLossBackward) subject.spec()).geometry();
      Formula formula = new Formula(subject);
      double factor = formula.in("dloss", 0) / formula.in("divisor", 0);
      for (long at = 0; at < g.labels(); at++) {
        for (long c = 0; c < g.classes(); c++) {
          long score = scoreOf(g, at, c);
          double hit = c == (long) formula.in("label", at) ? 1 : 0;
          formula.expect(
              "dx", score, counts(g, formula, at) ? (formula.in("prob", score) - hit) * factor : 0);
        }
      }
    }
  }

  @Test
  void accuracy() {
    for (OperatorCase subject : OperatorCases.of("ClassificationAccuracy", CASES)) {
      ClassificationAccuracy op = (ClassificationAccuracy) subject.spec();
      LabelGeometry g = op.geometry();
      Formula formula = new Formula(subject);
      double hits = 0;
      double counting = 0;
      double[] hitsOf = new double[(int) g.classes()];
      double[] countingOf = new double[(int) g.classes()];
      for (long at = 0; at < g.labels(); at++) {
        if (counts(g, formula, at)) {
          int label = (int) formula.in("label", at);
          int hit = isHit(op, formula, at, label) ? 1 : 0;
          hits += hit;
          counting++;
          hitsOf[label] += hit;
          countingOf[label]++;
        }
      }
      formula.expect("accuracy", 0, counting == 0 ? 0 : hits / counting);
      for (int c = 0; op.perClass() && c < g.classes(); c++) {
        formula.expect("perClass", c, countingOf[c] == 0 ? 0 : hitsOf[c] / countingOf[c]);
      }
    }
  }

  private static boolean isHit(ClassificationAccuracy op, Formula formula, long at, long label) {
    LabelGeometry g = op.geometry();
    double own = formula.in("scores", scoreOf(g, at, label));
    long better = 0;
    for (long c = 0; c < g.classes(); c++) {
      if (c != label && formula.in("scores", scoreOf(g, at, c)) >= own) {
        better++;
      }
    }
    return better < op.topK();
  }

  private static boolean counts(LabelGeometry g, Formula formula, long at) {
    return !g.ignores() || formula.in("label", at) != g.ignored();
  }

  private static long scoreOf(LabelGeometry g, long label, long c) {
    return (label / g.inner() * g.classes() + c) * g.inner() + label % g.inner();
  }
}
