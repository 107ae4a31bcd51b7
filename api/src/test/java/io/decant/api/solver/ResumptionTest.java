package io.decant.api.solver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.Decant;
import io.decant.proto.ProtoFileException;
import io.decant.proto.text.Prototxt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which snapshot a run goes on from, and which it keeps. */
class ResumptionTest {
  private static final Decant DECANT = Decant.open();

  private static final String NET =
      """
      net_param {
        layer { name: "x" type: "DummyData" top: "x" top: "t" dummy_data_param {
          shape { dim: 2 dim: 3 } shape { dim: 2 dim: 4 }
          data_filler { value: 1 } data_filler { value: 0.5 } } }
        layer { name: "a" type: "InnerProduct" bottom: "x" top: "h"
          inner_product_param { num_output: 4 weight_filler { type: "xavier" } } }
        layer { name: "b" type: "InnerProduct" bottom: "h" top: "y"
          inner_product_param { num_output: 4 weight_filler { type: "xavier" } } }
        layer { name: "loss" type: "EuclideanLoss" bottom: "y" bottom: "t" top: "loss" }
      }
      base_lr: 0.1 lr_policy: "fixed" momentum: 0.9 random_seed: 3 snapshot: 2 max_iter: 9
      """;

  @TempDir Path folder;

  @AfterAll
  static void close() {
    DECANT.close();
  }

  private SolverBuilder builder(String net) {
    String text = net + "snapshot_prefix: \"" + folder.resolve("run") + "\"";
    return Solver.builder(DECANT.engine(), Prototxt.parseSolver(text, "solver.prototxt"));
  }

  /** Writes snapshots at 2, 4, 6, 8 and 9. */
  @BeforeEach
  void train() {
    try (Solver solver = builder(NET).build()) {
      assertTrue(solver.solve());
    }
  }

  private Path state(int iteration) {
    return folder.resolve("run_iter_" + iteration + ".solverstate");
  }

  private Path model(int iteration) {
    return folder.resolve("run_iter_" + iteration + ".caffemodel");
  }

  private void resumesAt(int iteration) {
    try (Solver solver = builder(NET).build()) {
      assertEquals(Optional.of(state(iteration)), solver.resume());
      assertEquals(iteration, solver.iteration());
    }
  }

  @Test
  void theNewestSnapshotIsTaken() throws IOException {
    Files.writeString(folder.resolve("run_iter_99.solverstate.txt"), "not one");
    Files.writeString(folder.resolve("other_iter_99.solverstate"), "another run's");
    resumesAt(9);
    byte[] whole = Files.readAllBytes(model(9));
    Files.delete(state(9));
    try (Solver solver = builder(NET).build()) {
      assertEquals(Optional.of(state(8)), solver.resume());
      assertTrue(solver.solve());
    }
    assertArrayEquals(whole, Files.readAllBytes(model(9)));
  }

  @Test
  void snapshotsThatAreNotWholeArePassedOver() throws IOException {
    byte[] state = Files.readAllBytes(state(9));
    for (int length = 0; length < state.length; length += 7) {
      Files.write(state(9), Arrays.copyOf(state, length));
      resumesAt(8);
    }
    byte[] model = Files.readAllBytes(model(8));
    for (int at = 0; at < model.length; at += 5) {
      byte[] damaged = model.clone();
      damaged[at] ^= 4;
      Files.write(model(8), damaged);
      resumesAt(6);
    }
    Files.delete(model(6));
    resumesAt(4);
  }

  /** Caffe's own states say nothing about the file; what a cut leaves may be readable. */
  @Test
  void aModelThatLacksALayerIsPassedOver() throws IOException {
    Files.delete(state(9));
    byte[] model = Files.readAllBytes(model(8));
    io.decant.proto.caffe.SolverState old =
        io.decant.proto.caffe.SolverState.parseFrom(Files.readAllBytes(state(8))).toBuilder()
            .clearLearnedNetCheck()
            .build();
    Files.write(state(8), old.toByteArray());
    resumesAt(8);
    int passed = 0;
    for (int length = 0; length < model.length - 40; length++) {
      Files.write(model(8), Arrays.copyOf(model, length));
      try (Solver solver = builder(NET).build()) {
        assertEquals(Optional.of(state(6)), solver.resume());
        passed++;
      }
    }
    assertTrue(passed > 100, passed + " cuts");
  }

  @Test
  void withoutSnapshotsNothingChanges() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    try (Solver solver = builder(NET).build()) {
      assertEquals(Optional.empty(), solver.resume());
      assertEquals(0, solver.iteration());
    }
  }

  @Test
  void anotherNetIsNoReasonToStartAnew() {
    try (Solver solver =
        builder(NET.replace("num_output: 4", "num_output: 5").replace("dim: 4", "dim: 5"))
            .build()) {
      ProtoFileException e = assertThrows(ProtoFileException.class, solver::resume);
      assertTrue(e.getMessage().contains("none of the 5 snapshots"), e.getMessage());
      assertTrue(e.getMessage().contains("history blob 0 has the shape [4, 3]"), e.getMessage());
    }
  }

  @Test
  void whatKilledProcessesLeftIsDeleted() throws IOException {
    Path left = folder.resolve(".run_iter_10.caffemodel.0123456789abcdef.tmp");
    Path others = folder.resolve(".other_iter_10.caffemodel.0123456789abcdef.tmp");
    Files.writeString(left, "half");
    Files.writeString(others, "half");
    resumesAt(9);
    assertTrue(Files.notExists(left));
    assertTrue(Files.exists(others));
  }

  @Test
  void onlyTheNewestSnapshotsAreKept() throws IOException {
    Path foreign = folder.resolve("run_iter_40.solverstate");
    Files.writeString(foreign, "of a run that this one knows nothing of");
    Files.delete(state(9));
    Files.delete(model(9));
    try (Solver solver = builder(NET).maxSnapshots(2).build()) {
      solver.restore(state(4));
      assertTrue(solver.solve());
    }
    assertEquals(
        List.of("run_iter_2", "run_iter_4", "run_iter_40", "run_iter_8", "run_iter_9"), states());
    Files.delete(foreign);
    try (Solver solver =
        builder(NET.replace("max_iter: 9", "max_iter: 10")).maxSnapshots(2).build()) {
      assertEquals(Optional.of(state(9)), solver.resume());
      assertEquals(List.of("run_iter_8", "run_iter_9"), states());
      assertTrue(solver.solve());
    }
    assertEquals(List.of("run_iter_10", "run_iter_9"), states());
    assertThrows(IllegalArgumentException.class, () -> builder(NET).maxSnapshots(0));
  }

  /** Returns the snapshots that are there; each must be whole, or be the foreign one. */
  private List<String> states() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".solverstate"))
          .map(name -> name.replace(".solverstate", ""))
          .sorted()
          .toList();
    }
  }
}
