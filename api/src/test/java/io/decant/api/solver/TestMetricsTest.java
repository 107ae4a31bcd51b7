package io.decant.api.solver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.Decant;
import io.decant.proto.ProtoFormatException;
import io.decant.proto.text.Prototxt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Learning rates and ends of runs that depend on test nets. */
class TestMetricsTest {
  private static final Decant DECANT = Decant.open();

  /** The first test net's output is always 2, the second's follows the training. */
  private static final String NETS =
      """
      train_net_param {
        layer { name: "x" type: "DummyData" top: "x" dummy_data_param { shape { dim: 1 dim: 2 }
          data_filler { value: 1 } } }
        layer { name: "ip" type: "InnerProduct" bottom: "x" top: "y"
          inner_product_param { num_output: 1 bias_term: false weight_filler { value: 1 } } }
        layer { name: "t" type: "DummyData" top: "t" dummy_data_param { shape { dim: 1 dim: 1 } } }
        layer { name: "loss" type: "EuclideanLoss" bottom: "y" bottom: "t" top: "loss" }
      }
      test_net_param {
        layer { name: "c" type: "DummyData" top: "constant" dummy_data_param { shape { dim: 2 }
          data_filler { value: 2 } } }
      }
      test_net_param {
        layer { name: "x" type: "DummyData" top: "x" dummy_data_param { shape { dim: 1 dim: 2 }
          data_filler { value: 1 } } }
        layer { name: "ip" type: "InnerProduct" bottom: "x" top: "y"
          inner_product_param { num_output: 1 bias_term: false } }
      }
      test_iter: 1 test_iter: 2 test_interval: 2 base_lr: 0.1 random_seed: 1
      """;

  @TempDir Path folder;

  @AfterAll
  static void close() {
    DECANT.close();
  }

  private final List<Float> rates = new ArrayList<>();
  private final List<Double> outputs = new ArrayList<>();

  private Solver solver(String more) {
    rates.clear();
    String text = NETS + "snapshot_prefix: \"" + folder.resolve("run") + "\" " + more;
    SolverListener listener =
        new SolverListener() {
          @Override
          public void onIteration(long iteration, double loss, double rate) {
            rates.add((float) rate);
          }

          @Override
          public void onTestOutput(int net, String output, double mean) {
            if (net == 1) {
              outputs.add(mean);
            }
          }
        };
    return Solver.builder(
            DECANT.engine(), Prototxt.parseSolver(text.replace('\'', '"'), "solver.prototxt"))
        .listener(listener)
        .build();
  }

  private static final String PLATEAU =
      "lr_policy: 'plateau' gamma: 0.5 min_lr: 0.03"
          + " plateau { output: 'constant' goal: LOWER patience: 2 } snapshot: 3 ";

  /** Tests at 0 (the best), 2, 4 (patience runs out), 6, 8 (again), 10, 12 (down to min_lr). */
  @Test
  void theRateFallsWhereAMetricStays() {
    List<Float> whole;
    try (Solver solver = solver(PLATEAU + "max_iter: 13")) {
      assertTrue(solver.solve());
      whole = List.copyOf(rates);
    }
    float[] expected = {.1f, .1f, .1f, .1f, .05f, .05f, .05f, .05f, .03f, .03f, .03f, .03f, .03f};
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], whole.get(i), 1e-9f, "iteration " + i);
    }
    for (int at : new int[] {3, 6, 9}) {
      try (Solver solver = solver(PLATEAU + "max_iter: 13")) {
        solver.restore(folder.resolve("run_iter_" + at + ".solverstate"));
        assertTrue(solver.solve());
        assertEquals(whole.subList(at, whole.size()), rates);
      }
    }
  }

  @Test
  void aMetricThatStaysEndsTheRunWithASnapshot() {
    String settings =
        "lr_policy: 'fixed' max_iter: 100"
            + " early_stopping { output: 'constant' goal: HIGHER patience: 3 }";
    try (Solver solver = solver(settings)) {
      assertFalse(solver.solve());
      assertEquals(6, solver.iteration());
    }
    assertTrue(Files.exists(folder.resolve("run_iter_6.solverstate")));
    try (Solver solver = solver(settings)) {
      solver.restore(folder.resolve("run_iter_6.solverstate"));
      assertFalse(solver.solve());
      assertEquals(12, solver.iteration(), "the test at 6 does not count again");
    }
  }

  /** y falls towards 0, by less and less; it has to fall by 0.2 in two tests, four iterations. */
  @Test
  void aMetricThatImprovesEnoughKeepsTheRunGoing() {
    String settings =
        "lr_policy: 'fixed' max_iter: 30"
            + " early_stopping { test_net: 1 output: 'y' goal: LOWER patience: 2 min_delta: 0.2 }";
    try (Solver solver = solver(settings)) {
      assertFalse(solver.solve());
      double best = outputs.get(0);
      int waited = 0;
      for (int i = 1; i < outputs.size(); i++) {
        boolean last = i == outputs.size() - 1;
        waited = outputs.get(i) < best - 0.2f ? 0 : waited + 1;
        best = waited == 0 ? outputs.get(i) : best;
        assertEquals(last, waited == 2, outputs.toString());
      }
      assertEquals(2L * (outputs.size() - 1), solver.iteration());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "early_stopping { output: 'y' goal: LOWER } | test net 0 has constant",
        "early_stopping { test_net: 2 output: 'y' goal: LOWER } | the solver has 2",
        "early_stopping { output: 'constant' } | goal: LOWER or HIGHER",
        "early_stopping { output: 'constant' goal: LOWER patience: 0 } | patience is 0",
        "early_stopping { output: 'constant' goal: LOWER min_delta: -1 } | min_delta is -1",
        "plateau { output: 'constant' goal: LOWER } | plateau is for lr_policy plateau",
      })
  void whatCannotBeWatchedIsRefused(String settings, String expected) {
    ProtoFormatException e =
        assertThrows(ProtoFormatException.class, () -> solver("lr_policy: 'fixed' " + settings));
    assertTrue(e.getMessage().startsWith("solver.prototxt:"), e.getMessage());
    assertTrue(e.getMessage().contains(expected), e.getMessage());
  }
}
