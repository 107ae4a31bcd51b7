package io.decant.api.solver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.proto.ProtoFormatException;
import io.decant.proto.text.Prototxt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LearningRateTest {
  /** The expected rates were printed by the real Caffe. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lr_policy: 'inv' gamma: 0.1 power: 0.75 | 0.200000003 0.186202496 0.174439177 0.164275393",
        "lr_policy: 'multistep' gamma: 0.5 stepvalue: 1 stepvalue: 2 stepvalue: 3"
            + " | 0.200000003 0.100000001 0.0500000007 0.0250000004 0.0250000004",
        "lr_policy: 'poly' power: 1.5 max_iter: 12 | 0.200000003 0.175528318 0.152145147",
        "lr_policy: 'sigmoid' gamma: 0.8 stepsize: 5 | 0.00359724206 0.00783314463 0.0166345388",
        "lr_policy: 'step' gamma: 0.5 stepsize: 3"
            + " | 0.200000003 0.200000003 0.200000003 0.100000001 0.100000001",
        "lr_policy: 'fixed' | 0.200000003 0.200000003",
        "lr_policy: 'exp' gamma: 0.5 | 0.200000003 0.100000001 0.0500000007"
      })
  void givesCaffesRates(String policy, String rates) {
    check(policy, rates);
  }

  /** The expected rates were computed in double precision by another program. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lr_policy: 'cosine' max_iter: 5"
            + " | 0.2 0.18090169943749476 0.13090169943749476 0.06909830056250527 0.01909830056250527 0",
        "lr_policy: 'cosine' max_iter: 3 min_lr: 0.1 | 0.2 0.175 0.125 0.1",
        "lr_policy: 'fixed' warm_up { iterations: 4 } | 0 0.05 0.1 0.15 0.2 0.2",
        "lr_policy: 'step' gamma: 0.5 stepsize: 2 warm_up { iterations: 3 start_factor: 0.25 }"
            + " | 0.05 0.1 0.075 0.1 0.05",
        "lr_policy: 'plateau' gamma: 0.5 plateau { } | 0.2 0.2"
      })
  void givesRatesBeyondCaffes(String policy, String rates) {
    check(policy, rates);
  }

  private static void check(String policy, String rates) {
    LearningRate rate = rate(policy.replace('\'', '"'));
    String[] expected = rates.trim().split(" ", -1);
    assertTrue(expected.length > 1);
    for (int i = 0; i < expected.length; i++) {
      float value = Float.parseFloat(expected[i]);
      assertEquals(value, rate.at(i), 2e-6f * value + 1e-9f, "iteration " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "lr_policy: \"cosine\"",
        "lr_policy: \"step\" stepsize: 0",
        "lr_policy: \"sigmoid\" stepsize: 1 gamma: -1",
        "lr_policy: \"sigmoid\" gamma: 1",
        "lr_policy: \"multistep\" gamma: -1",
        "lr_policy: \"poly\" power: 1",
        "lr_policy: \"fixed\" min_lr: 0.1",
        "lr_policy: \"cosine\" max_iter: 9 min_lr: 0.3",
        "lr_policy: \"plateau\" gamma: 0.1",
        "lr_policy: \"fixed\" warm_up { }",
        "lr_policy: \"fixed\" warm_up { iterations: 3 start_factor: 2 }"
      })
  void refusesWhatItCannotCompute(String policy) {
    ProtoFormatException refused = assertThrows(ProtoFormatException.class, () -> rate(policy));
    assertTrue(refused.getMessage().startsWith("solver.prototxt:"), refused.getMessage());
  }

  private static LearningRate rate(String policy) {
    return new LearningRate(Prototxt.parseSolver("base_lr: 0.2 " + policy, "solver.prototxt"));
  }
}
