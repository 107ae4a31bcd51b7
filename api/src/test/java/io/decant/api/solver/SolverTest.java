package io.decant.api.solver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.Decant;
import io.decant.proto.ProtoFileException;
import io.decant.proto.ProtoFormatException;
import io.decant.proto.text.Prototxt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SolverTest {
  private static final Decant DECANT = Decant.open();

  /** A net that feeds itself, with dropout, so that random numbers matter too. */
  private static final String NET =
      """
      net_param {
        name: "self"
        layer {
          name: "data" type: "DummyData" top: "x" top: "t"
          dummy_data_param {
            shape { dim: 4 dim: 6 } shape { dim: 4 dim: 2 }
            data_filler { value: 0.5 } data_filler { value: 1 }
          }
        }
        layer {
          name: "ip1" type: "InnerProduct" bottom: "x" top: "h"
          inner_product_param { num_output: 8 weight_filler { type: "xavier" } }
        }
        layer { name: "drop" type: "Dropout" bottom: "h" top: "h" }
        layer {
          name: "ip2" type: "InnerProduct" bottom: "h" top: "y"
          inner_product_param { num_output: 2 weight_filler { type: "xavier" } }
        }
        layer { name: "loss" type: "EuclideanLoss" bottom: "y" bottom: "t" top: "loss" }
      }
      weight_decay: 0.01 random_seed: 3
      """;

  @TempDir Path folder;

  @AfterAll
  static void close() {
    DECANT.close();
  }

  private Solver solver(String more) {
    return builder(more).build();
  }

  private SolverBuilder builder(String more) {
    String text = NET + "snapshot_prefix: \"" + folder.resolve("run") + "\" " + more;
    text += more.contains("lr_policy") ? "" : " lr_policy: \"fixed\"";
    text += more.contains("type:") ? "" : " momentum: 0.9";
    return Solver.builder(DECANT.engine(), Prototxt.parseSolver(text, "solver.prototxt"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "iter_size: 2",
        "clip_gradients: 0.01",
        "lr_policy: 'multistep' gamma: 0.5 stepvalue: 3 stepvalue: 4 stepvalue: 12",
        "type: 'Nesterov' momentum: 0.9",
        "type: 'AdaGrad' delta: 1e-6 lr_policy: 'inv' gamma: 0.1 power: 0.75",
        "type: 'RMSProp' rms_decay: 0.9",
        "type: 'AdaDelta' momentum: 0.95 delta: 1e-6 iter_size: 2",
        "type: 'Adam' momentum: 0.9 clip_gradients: 0.5",
        "type: 'AdamW' momentum: 0.9",
        "type: 'LARS' momentum: 0.9 trust_coefficient: 0.1 iter_size: 2",
        "lr_policy: 'cosine' warm_up { iterations: 10 }"
      })
  void aResumedRunGivesTheSameBits(String more) {
    String settings = "base_lr: 0.1 max_iter: 20 snapshot: 8 " + more.replace('\'', '"');
    List<float[]> whole;
    try (Solver solver = solver(settings)) {
      assertTrue(solver.solve());
      whole = SolverWeights.of(solver);
    }
    try (Solver solver = solver(settings)) {
      solver.restore(folder.resolve("run_iter_8.solverstate"));
      assertEquals(8, solver.iteration());
      assertFalse(
          Arrays.equals(whole.get(0), SolverWeights.of(solver).get(0)), "nothing left to learn");
      assertTrue(solver.solve());
      SolverWeights.assertSame(whole, SolverWeights.of(solver));
    }
  }

  /** Nothing is allocated: four layers of 576 MB, or two and their gradients. */
  @Test
  void aRunWhoseSnapshotsWouldBeTooBigIsRefusedBeforeItStarts() throws IOException {
    String size = "run_iter_0.caffemodel: its blobs have 2,304,000,000 bytes";
    for (String text : List.of(big("a", "b", "c", "d"), big("a", "b") + "snapshot_diff: true")) {
      SolverBuilder builder =
          Solver.builder(DECANT.engine(), Prototxt.parseSolver(text, "solver.prototxt"));
      try (Solver solver = builder.build()) {
        ProtoFileException e = assertThrows(ProtoFileException.class, solver::solve);
        assertTrue(e.getMessage().contains(size), e.getMessage());
        assertTrue(e.getMessage().contains("ends at 2,147,483,647; use HDF5"), e.getMessage());
      }
    }
    try (var files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  private String big(String... names) {
    StringBuilder net =
        new StringBuilder(
            "net_param { layer { name: 'x' type: 'DummyData' top: 'x'"
                + " dummy_data_param { shape { dim: 1 dim: 12000 } } }");
    String bottom = "x";
    for (String name : names) {
      net.append("layer { name: '%s' type: 'InnerProduct'".formatted(name))
          .append(" bottom: '%s' top: '%s'".formatted(bottom, name))
          .append(" inner_product_param { num_output: 12000 bias_term: false } }");
      bottom = name;
    }
    return net
        + "layer { name: 'l' type: 'EuclideanLoss' bottom: '%s' bottom: 'x' top: 'l' } }"
            .formatted(bottom)
        + " base_lr: 1 lr_policy: 'fixed' max_iter: 1 snapshot_prefix: '%s' "
            .formatted(folder.resolve("run"));
  }

  @Test
  void aFormatThatNoJarBringsIsRefused() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> solver("snapshot_format: HDF5"));
    assertTrue(e.getMessage().contains("add the jar decant-data"), e.getMessage());
    try (Solver solver = solver("base_lr: 0.1")) {
      Path state = folder.resolve("x.solverstate.h5");
      ProtoFileException read = assertThrows(ProtoFileException.class, () -> solver.restore(state));
      assertTrue(read.getMessage().contains("cannot read " + state), read.getMessage());
      assertTrue(read.getMessage().contains("add the jar decant-data"), read.getMessage());
    }
  }

  @Test
  void debugInfoChangesNoBits() {
    for (String more : List.of("", "iter_size: 2", "clip_gradients: 0.01")) {
      List<float[]> plain = trained(more);
      SolverWeights.assertSame(plain, trained("debug_info: true display: 2 " + more));
    }
  }

  @Test
  void aSolverStartsFromTheWeightsThatItNames() {
    List<float[]> trained;
    try (Solver solver = solver("base_lr: 0.1 snapshot_after_train: true max_iter: 3")) {
      solver.solve();
      trained = SolverWeights.of(solver);
    }
    Path file = folder.resolve("run_iter_3.caffemodel");
    try (Solver solver = solver("base_lr: 0.1 weights: \"" + file + " , " + file + "\"")) {
      solver.prepare();
      SolverWeights.assertSame(trained, SolverWeights.of(solver));
      solver.step(1);
      assertFalse(Arrays.equals(trained.get(0), SolverWeights.of(solver).get(0)));
    }
    try (Solver solver = solver("base_lr: 0.1 weights: \"absent.caffemodel\"")) {
      ProtoFileException e = assertThrows(ProtoFileException.class, solver::prepare);
      assertTrue(e.getMessage().contains("absent.caffemodel"), e.getMessage());
    }
  }

  @Test
  void twoRunsWithOneSeedAreEqualAndAnotherSeedIsNot() {
    List<float[]> first = trained("");
    SolverWeights.assertSame(first, trained(""));
    try (Solver solver =
        Solver.builder(
                DECANT.engine(),
                Prototxt.parseSolver(
                    NET.replace("random_seed: 3", "random_seed: 4")
                        + "base_lr: 0.1 lr_policy: \"fixed\"",
                    "s"))
            .build()) {
      solver.step(5);
      assertFalse(Arrays.equals(first.get(0), SolverWeights.of(solver).get(0)));
    }
  }

  private List<float[]> trained(String more) {
    try (Solver solver = solver("base_lr: 0.1 " + more)) {
      solver.step(5);
      return SolverWeights.of(solver);
    }
  }

  @Test
  void aLossThatIsNotANumberStopsUnlessToldOtherwise() {
    try (Solver solver = solver("base_lr: 1e20 max_iter: 50")) {
      NanLossException e = assertThrows(NanLossException.class, solver::solve);
      assertTrue(e.getMessage().contains("--on_nan=continue"), e.getMessage());
      assertFalse(Files.exists(folder.resolve("run_iter_50.caffemodel")));
    }
    try (Solver solver = builder("base_lr: 1e20 max_iter: 50").onNan(NanPolicy.CONTINUE).build()) {
      assertTrue(solver.solve());
    }
  }

  @Test
  void aStopIsHonouredAndSnapshotsOnce() {
    List<Path> written = new ArrayList<>();
    Solver[] run = new Solver[1];
    SolverListener listener =
        new SolverListener() {
          @Override
          public void onIteration(long iteration, double loss, double rate) {
            if (iteration == 6) {
              run[0].requestStop();
            }
          }

          @Override
          public void onSnapshot(Path model, Path state) {
            written.add(state);
          }
        };
    try (Solver solver = builder("base_lr: 0.1 max_iter: 50").listener(listener).build()) {
      run[0] = solver;
      assertFalse(solver.solve());
      assertEquals(7, solver.iteration());
      assertEquals(List.of(folder.resolve("run_iter_7.solverstate")), written);
    }
  }

  @Test
  void whatCannotWorkIsRefusedBeforeTheFirstIteration() {
    refused("iter_size: 0", "iter_size");
    refused("max_iter: -3", "max_iter is -3, it must be at least 0");
    refused("display: -1", "display is -1");
    refused("test_iter: -1", "test_iter is -1");
    refused("snapshot: -1", "snapshot is -1");
    refused("regularization_type: \"L3\"", "L3");
    refused("test_iter: 1", "test_interval");
    refused("train_net: \"x\"", "x");
    try (Solver solver =
        Solver.builder(
                DECANT.engine(),
                Prototxt.parseSolver(
                    NET
                        + "base_lr: 0.1 max_iter: 1 lr_policy: \"fixed\""
                        + " snapshot_prefix: \"/nowhere/at/all\"",
                    "s"))
            .build()) {
      ProtoFileException e = assertThrows(ProtoFileException.class, solver::solve);
      assertTrue(e.getMessage().contains("/nowhere/at/all"), e.getMessage());
    }
  }

  private void refused(String more, String... parts) {
    RuntimeException e = assertThrows(RuntimeException.class, () -> solver("base_lr: 0.1 " + more));
    assertTrue(e instanceof ProtoFormatException || e instanceof ProtoFileException, e.toString());
    for (String part : parts) {
      assertTrue(e.getMessage().contains(part), e.getMessage());
    }
  }

  @Test
  void closingASolverGivesItsMemoryBack() {
    trained("");
    long peak = DECANT.engine().memoryManager().traffic().peakBytes();
    for (int i = 0; i < 20; i++) {
      trained("");
    }
    assertTrue(DECANT.engine().memoryManager().traffic().peakBytes() <= 2 * peak);
  }
}
