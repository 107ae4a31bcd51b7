package io.decant.backend.cpu;

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
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Solver steps in one piece give the bits of their decompositions. */
class SolverStepsTest extends OnDevice {
  @ParameterizedTest
  @ValueSource(floats = {0, 0.9f})
  void withOneHistory(float share) {
    check(settings -> new SgdStep(settings, share));
    check(settings -> new NesterovStep(settings, share));
    check(settings -> new RmsPropStep(settings, share, 1e-8f));
  }

  @ParameterizedTest
  @ValueSource(floats = {0, 0.9f})
  void withTwoHistories(float share) {
    check(settings -> new AdaDeltaStep(settings, share, 1e-6f));
    check(settings -> new AdamStep(settings, share, 0.999f, 1e-8f));
    check(settings -> new AdamStep(settings, 0.9f, share, 1e-8f));
    check(settings -> new AdamWStep(settings, 0.9f, 0.999f, 1e-8f, share));
  }

  @Test
  void adaGrad() {
    check(settings -> new AdaGradStep(settings, 1e-8f));
  }

  @Test
  void trustRatio() {
    for (boolean clipped : new boolean[] {false, true}) {
      for (float value : new float[] {0, 0.3f, 7}) {
        Comparison.assertAgrees(
            device,
            new TrustRatio(0.001f, 0.0005f, 0.25f, clipped),
            (operand, count, random) ->
                new float[] {operand.endsWith("squares") ? value * random.nextFloat() : 0.5f},
            0);
      }
    }
  }

  private static void check(Function<StepSettings, SolverStep> maker) {
    for (boolean l1 : new boolean[] {false, true}) {
      for (boolean clipped : new boolean[] {false, true}) {
        for (float decay : new float[] {0, 0.0005f}) {
          StepSettings settings = new StepSettings(40_001, 2, decay, l1, 0.25f, clipped, clipped);
          Comparison.assertAgrees(
              device, maker.apply(settings), SolverStepsTest::positiveHistories, 0);
        }
      }
    }
    Comparison.assertAgrees(
        device, maker.apply(StepSettings.plain(0)), SolverStepsTest::positiveHistories, 0);
  }

  private static float[] positiveHistories(String operand, int count, Random random) {
    float[] values = Comparison.normal(count, random);
    for (int i = 0; operand.startsWith("history") && i < count; i++) {
      values[i] = Math.abs(values[i]);
    }
    return values;
  }
}
