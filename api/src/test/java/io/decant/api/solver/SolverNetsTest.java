package io.decant.api.solver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.Decant;
import io.decant.api.net.Net;
import io.decant.api.net.NetLayer;
import io.decant.proto.ProtoFormatException;
import io.decant.proto.text.Prototxt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which nets a solver makes, in which state, and how often it runs them. */
class SolverNetsTest {
  private static final Decant DECANT = Decant.open();

  /** Which of its layers a net has tells the state that it was made in. */
  private static final String LAYERS =
      """
      layer { name: "always" type: "DummyData" top: "x" dummy_data_param { shape { dim: 1 } } }
      layer { name: "train" type: "DummyData" top: "a" dummy_data_param { shape { dim: 1 } }
        include { phase: TRAIN } }
      layer { name: "red" type: "DummyData" top: "b" dummy_data_param { shape { dim: 1 } }
        include { stage: "red" } }
      layer { name: "blue" type: "DummyData" top: "c" dummy_data_param { shape { dim: 1 } }
        include { stage: "blue" } }
      layer { name: "high" type: "DummyData" top: "d" dummy_data_param { shape { dim: 1 } }
        include { min_level: 2 } }
      """;

  private static final String REST = " base_lr: 0.1 lr_policy: 'fixed' test_interval: 1 ";

  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    Files.writeString(folder.resolve("net.prototxt"), LAYERS);
    Files.writeString(folder.resolve("red.prototxt"), LAYERS + "state { stage: \"red\" level: 3 }");
  }

  @AfterAll
  static void close() {
    DECANT.close();
  }

  private Solver solver(String text, SolverListener listener) {
    return Solver.builder(
            DECANT.engine(),
            Prototxt.parseSolver((text + REST).replace('\'', '"'), "solver.prototxt"))
        .directory(folder)
        .listener(listener)
        .build();
  }

  private Solver solver(String text) {
    return solver(text, new SolverListener() {});
  }

  private static String layers(Net net) {
    return String.join(" ", net.layers().stream().map(NetLayer::name).toList());
  }

  private static List<String> tests(Solver solver) {
    return solver.testNets().stream().map(SolverNetsTest::layers).toList();
  }

  @Test
  void testNetsAreTheInlineOnesThenTheNamedOnesThenInstancesOfTheCommonNet() {
    String inline = "test_net_param { state { stage: 'blue' } " + LAYERS + " } ";
    try (Solver solver =
        solver(
            "net: 'net.prototxt' test_net: 'red.prototxt' "
                + inline
                + "test_iter: 1 test_iter: 2 test_iter: 3 test_iter: 4")) {
      assertEquals("always train", layers(solver.net()));
      assertEquals(List.of("always blue", "always red high", "always", "always"), tests(solver));
    }
  }

  @Test
  void aStateOfTheSolverComesOverThatOfTheNet() {
    try (Solver solver =
        solver(
            "net: 'red.prototxt' train_state { stage: 'blue' level: 1 }"
                + " test_iter: 1 test_iter: 1 test_state { level: 1 } test_state { stage: 'blue' }")) {
      assertEquals("always train red blue", layers(solver.net()));
      assertEquals(List.of("always red", "always red blue high"), tests(solver));
    }
  }

  @Test
  void eachTestNetRunsItsOwnNumberOfIterations() {
    List<String> runs = new ArrayList<>();
    SolverListener listener =
        new SolverListener() {
          @Override
          public void onTest(int net, int done, int total) {
            if (done == total) {
              runs.add(net + ":" + total);
            }
          }
        };
    try (Solver solver = solver("net: 'net.prototxt' test_iter: 3 test_iter: 1", listener)) {
      solver.testAll();
    }
    assertEquals(List.of("0:3", "1:1"), runs);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "net: 'net.prototxt' train_net: 'net.prototxt' | this one names 2",
        "test_net: 'net.prototxt' test_iter: 1 | this one names 0",
        "train_net: 'net.prototxt' test_net: 'net.prototxt' | test_iter is given 0 times for 1",
        "train_net: 'net.prototxt' test_iter: 1 | test_iter is given 1 times for 0",
        "net: 'net.prototxt' test_iter: 1 test_state { } test_state { } | given 2 times for 1",
      })
  void netsThatDoNotAddUpAreRefused(String text, String expected) {
    ProtoFormatException e = assertThrows(ProtoFormatException.class, () -> solver(text));
    assertTrue(e.getMessage().contains(expected), e.getMessage());
  }
}
