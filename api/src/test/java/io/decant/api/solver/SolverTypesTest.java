package io.decant.api.solver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.Decant;
import io.decant.proto.ProtoFormatException;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.io.BlobData;
import io.decant.proto.io.LayerWeights;
import io.decant.proto.io.SolverStateReader;
import io.decant.proto.io.WeightsReader;
import io.decant.proto.text.Located;
import io.decant.proto.text.Prototxt;
import io.decant.proto.upgrade.SolverUpgrade;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What solvers differ in, on a net with a frozen layer. */
class SolverTypesTest {
  private static final Decant DECANT = Decant.open();

  private static final String NET =
      """
      net_param {
        layer {
          name: "data" type: "DummyData" top: "x" top: "t"
          dummy_data_param {
            shape { dim: 4 dim: 3 } shape { dim: 4 dim: 2 }
            data_filler { value: 1 } data_filler { value: 0.5 }
          }
        }
        layer {
          name: "frozen" type: "InnerProduct" bottom: "x" top: "h"
          param { lr_mult: 0 }
          inner_product_param {
            num_output: 3 bias_term: false weight_filler { value: 0.25 }
          }
        }
        layer {
          name: "ip" type: "InnerProduct" bottom: "h" top: "y"
          inner_product_param { num_output: 2 weight_filler { type: "xavier" } }
        }
        layer { name: "loss" type: "EuclideanLoss" bottom: "y" bottom: "t" top: "loss" }
      }
      base_lr: 0.1 lr_policy: "fixed" random_seed: 3
      """;

  @TempDir Path folder;

  @AfterAll
  static void close() {
    DECANT.close();
  }

  private Solver solver(String more) {
    String text = NET + "snapshot_prefix: \"" + folder.resolve("run") + "\" " + more;
    Located<SolverParameter> upgraded =
        SolverUpgrade.upgrade(
            Prototxt.parseSolver(text, "solver.prototxt"), Path.of("s"), line -> {});
    return Solver.builder(DECANT.engine(), upgraded).build();
  }

  /** Trains one iteration and returns the histories of its snapshot. */
  private List<float[]> historiesAfterOneStep(String more) {
    try (Solver solver = solver(more)) {
      solver.step(1);
      solver.snapshot();
    }
    List<BlobData> blobs = new ArrayList<>();
    SolverStateReader.read(folder.resolve("run_iter_1.solverstate"), blobs::add);
    return blobs.stream().map(BlobData::data).toList();
  }

  @Test
  void twoHistoriesAreAllFirstsThenAllSeconds() {
    List<float[]> histories =
        historiesAfterOneStep("type: \"Adam\" momentum: 0.9 momentum2: 0.99 weight_decay: 0.5");
    assertEquals(6, histories.size());
    for (int i = 0; i < 3; i++) {
      float[] means = histories.get(i);
      float[] squares = histories.get(i + 3);
      assertEquals(means.length, squares.length);
      for (int j = 0; j < means.length; j++) {
        double gradient = means[j] / 0.1;
        assertEquals(0.01 * gradient * gradient, squares[j], 1e-6);
        assertTrue(squares[j] > 0);
      }
    }
  }

  @Test
  void historiesOfAFrozenParameterFollowItsDecay() {
    float[] frozen = historiesAfterOneStep("type: \"AdaGrad\" weight_decay: 0.5").get(0);
    for (float squares : frozen) {
      assertEquals(0.125 * 0.125, squares, 1e-8);
    }
    assertArrayEquals(
        new float[9], historiesAfterOneStep("weight_decay: 0.5 momentum: 0.9").get(0));
  }

  @Test
  void theOldEnumNamesTheSameSolvers() {
    assertEquals(6, historiesAfterOneStep("solver_type: ADADELTA").size());
    assertEquals(3, historiesAfterOneStep("solver_type: RMSPROP").size());
  }

  @Test
  void aSnapshotWithDifferencesHoldsTheSteps() {
    float[] before;
    float[] after;
    try (Solver solver = solver("type: \"Nesterov\" momentum: 0.9 snapshot_diff: true")) {
      solver.prepare();
      before = weights(solver);
      solver.step(1);
      after = weights(solver);
      solver.snapshot();
    }
    for (LayerWeights layer : WeightsReader.read(folder.resolve("run_iter_1.caffemodel"))) {
      if (layer.name().equals("ip")) {
        float[] steps = layer.blobs().get(0).diff();
        for (int i = 0; i < steps.length; i++) {
          assertEquals(before[i] - after[i], steps[i], 1e-6);
          assertTrue(steps[i] != 0);
        }
      }
    }
  }

  private static float[] weights(Solver solver) {
    return solver.net().blob(solver.net().learnableParameters().get(1)).data();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type: 'Best' | unknown solver type 'Best'; known are SGD, Nesterov, AdaGrad, RMSProp,"
            + " AdaDelta, Adam, AdamW, LARS",
        "type: 'AdaGrad' momentum: 0.9 | momentum cannot be used with AdaGrad",
        "type: 'RMSProp' momentum: 0.9 | momentum cannot be used with RMSProp",
        "type: 'RMSProp' rms_decay: 1 | rms_decay is 1.0",
        "type: 'RMSProp' rms_decay: -0.5 | rms_decay is -0.5",
        "type: 'RMSProp' rms_decay: nan | rms_decay is NaN"
      },
      quoteCharacter = '`')
  void whatDoesNotSuitASolverIsRefused(String more, String expected) {
    ProtoFormatException e =
        assertThrows(ProtoFormatException.class, () -> solver(more.replace('\'', '"')));
    assertTrue(e.getMessage().startsWith("solver.prototxt:"), e.getMessage());
    assertTrue(e.getMessage().contains(expected), e.getMessage());
  }

  @Test
  void aStateOfAnotherSolverIsRefused() {
    historiesAfterOneStep("");
    try (Solver solver = solver("type: \"Adam\"")) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> solver.restore(folder.resolve("run_iter_1.solverstate")));
      assertTrue(
          e.getMessage()
              .contains(
                  "holds 3 history blobs; Adam keeps 2 for each of the 3 parameters of this net, 6"
                      + " in all"),
          e.getMessage());
    }
  }

  @Test
  void aStateOfAnotherNetIsRefused() {
    historiesAfterOneStep("");
    String other = NET.replace("num_output: 2", "num_output: 4").replace("dim: 2", "dim: 4");
    try (Solver solver =
        Solver.builder(DECANT.engine(), Prototxt.parseSolver(other, "solver.prototxt")).build()) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> solver.restore(folder.resolve("run_iter_1.solverstate")));
      assertTrue(e.getMessage().contains("history blob 1 has the shape [2, 3]"), e.getMessage());
      assertTrue(e.getMessage().contains("has [4, 3]"), e.getMessage());
    }
  }
}
