package io.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong with the input: exit code 1 and one line that says what and where. */
class BadInputTest {
  private static final String IP =
      "layer { name: 'ip' type: 'InnerProduct' bottom: 'x' top: 'ip' inner_product_param {"
          + " num_output: 2 weight_filler { type: 'xavier' } } }\n";
  private static final String LOSS =
      "layer { name: 'loss' type: 'SoftmaxWithLoss' bottom: 'ip' bottom: 'y' top: 'loss' }\n";

  @TempDir Path folder;
  private Path net;
  private Path solver;

  @BeforeEach
  void files() {
    net = folder.resolve("net.prototxt");
    solver = folder.resolve("solver.prototxt");
  }

  /** One line with two blobs: x of 4x3x5x5 and y of 4 labels. */
  private static String data(String value, String label) {
    return ("layer { name: 'data' type: 'DummyData' top: 'x' top: 'y' dummy_data_param {"
            + " shape { dim: 4 dim: 3 dim: 5 dim: 5 } shape { dim: 4 }"
            + " data_filler { value: VALUE } data_filler { value: LABEL } } }\n")
        .replace("VALUE", value)
        .replace("LABEL", label);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          layer { name: 'a' type: }                                 | 2:25: "type" takes a string in quotes, found "}"
          layer { name: 'z' type: 'Frob' bottom: 'x' top: 'z' frob_param { a: 1 } } | 2:19: layer 'z' has the unknown type 'Frob'
          layer { name: 'z' type: 'Proposal' bottom: 'x' top: 'z' } | it belongs to the Faster R-CNN fork
          layer { name: 'z' type: 'ReLU' bottom: 'x' top: 'z' relu_param { frob: 3 } } | 2:66: ReLUParameter has no field "frob"
          layer { name: 'z' type: 'ReLU' bottom: 'w' top: 'z' }     | layer 'z' reads blob 'w' (bottom 0), which no earlier layer gives
          layer { name: 'z' type: 'Eltwise' bottom: 'x' bottom: 'y' top: 'z' } | 2:1: layer 'z' (Eltwise): bottoms must have one shape
          layer { name: 'z' type: 'DummyData' top: 'z' dummy_data_param { shape { dim: -4 } } } | layer 'z' (DummyData): axis 0 has the negative extent -4
          layer { name: 'z' type: 'DummyData' top: 'z' dummy_data_param { shape { dim: 9223372036854775808 } } } | 2:78: "dim" takes numbers from -9223372036854775808 to 9223372036854775807
          layer { name: 'z' type: 'DummyData' top: 'z' dummy_data_param { shape { dim: 4611686018427387904 dim: 2 } } } | has more than 2^63 - 1 elements
          layer { name: 'z' type: 'DummyData' top: 'z' dummy_data_param { shape { dim: 1099511627777 } } } | at most 1099511627776 are allowed
          layer { name: 'z' type: 'InnerProduct' bottom: 'x' top: 'z' inner_product_param { num_output: 9000000 } } | parameter 0 of shape 9000000x75 has 675000000 elements, at most 268435456 are allowed
          layer { name: 'z' type: 'InnerProduct' bottom: 'x' top: 'z' inner_product_param { num_output: -1 } } | 2:95: "num_output" takes numbers from 0 to 4294967295, found -1
          layer { name: 'z' type: 'Data' top: 'z' data_param { source: '/nowhere/db' backend: LMDB batch_size: 1 } } | cannot open the LMDB database /nowhere/db: there is no such folder
          """)
  void nets(String layer, String part) throws IOException {
    Files.writeString(net, data("1", "0") + layer);
    assertTrue(failed("time", "--model=" + net, "--iterations=1").contains(part), said());
    assertTrue(said().startsWith("decant: " + net + ":2:"), said());
  }

  @Test
  void nestingWithoutEnd() throws IOException {
    for (String text :
        List.of(
            "layer { ".repeat(20_000),
            "layer { name: 'z' type: 'Frob' frob_param " + "{ a ".repeat(20_000))) {
      Files.writeString(net, text);
      String error = failed("time", "--model=" + net);
      assertTrue(error.startsWith("decant: " + net + ":1:"), error);
      assertTrue(error.contains("nest deeper than 100 levels"), error);
    }
  }

  @Test
  void filesThatAreNotThereOrAreFolders() throws IOException {
    tiny("1", "0");
    Path gone = folder.resolve("gone");
    for (String flag : List.of("--solver=", "--weights=", "--snapshot=")) {
      assertTrue(train(flag + gone).contains(gone + ": no such file"), said());
      assertTrue(train(flag + folder).contains(folder + " is a folder; a file is needed"), said());
    }
    write("max_iter: 2", gone);
    assertTrue(train().contains(gone + ": no such file"), said());
    write("max_iter: 2", folder);
    assertTrue(train().contains(folder + " is a folder; a file is needed"), said());
  }

  @Test
  void damagedWeightsAndStates() throws IOException {
    tiny("1", "0");
    assertEquals(0, run("train", "--solver=" + solver), said());
    for (String[] kind : new String[][] {{"caffemodel", "weights"}, {"solverstate", "snapshot"}}) {
      byte[] good = Files.readAllBytes(folder.resolve("s_iter_2." + kind[0]));
      Path bad = folder.resolve("bad." + kind[0]);
      String flag = "--" + kind[1] + "=" + bad;
      Files.write(bad, Arrays.copyOf(good, good.length - 5));
      assertTrue(train(flag).contains(bad + ": not a " + kind[0] + ", or damaged"), said());
      Files.write(bad, new byte[0]);
      assertTrue(train(flag).contains("the file is empty"), said());
      Files.writeString(bad, "name: 'text'");
      assertTrue(train(flag).contains(bad + ": not a " + kind[0]), said());
    }
  }

  @Test
  void weightsAndStatesOfOtherShapes() throws IOException {
    tiny("1", "0");
    assertEquals(0, run("train", "--solver=" + solver), said());
    Files.writeString(net, data("1", "0") + IP.replace("num_output: 2", "num_output: 3") + LOSS);
    Path weights = folder.resolve("s_iter_2.caffemodel");
    byte[] before = Files.readAllBytes(weights);
    String error = train("--weights=" + weights);
    assertTrue(error.contains(net + ":2:1: layer 'ip' (InnerProduct): " + weights), error);
    assertTrue(error.contains("blob 0 of the weights has shape [2, 75]"), error);
    Path state = folder.resolve("s_iter_2.solverstate");
    assertTrue(train("--snapshot=" + state).contains(state + ": history blob 0"), said());
    assertTrue(Arrays.equals(before, Files.readAllBytes(weights)));
  }

  @Test
  void filesInHdf5OfOtherShapesOrDamaged() throws IOException {
    tiny("1", "0");
    Files.writeString(solver, Files.readString(solver) + " snapshot_format: HDF5");
    assertEquals(0, run("train", "--solver=" + solver), said());
    Path weights = folder.resolve("s_iter_2.caffemodel.h5");
    Path state = folder.resolve("s_iter_2.solverstate.h5");
    byte[] good = Files.readAllBytes(weights);
    Files.writeString(net, data("1", "0") + IP.replace("num_output: 2", "num_output: 3") + LOSS);
    String error = train("--weights=" + weights);
    String dataset = weights + ": dataset 'data/ip/0' has shape [2, 75], the layer's has [3, 75]";
    assertTrue(error.contains(net + ":2:1: layer 'ip' (InnerProduct): " + dataset), error);
    error = train("--snapshot=" + state);
    assertTrue(error.contains(state + ": dataset 'history/0' has the shape [2, 75]"), error);
    assertTrue(train("--weights=" + state).contains(state + " is no caffemodel"), said());
    assertTrue(train("--snapshot=" + weights).contains(weights + " is no solverstate"), said());
    Path bad = folder.resolve("bad.h5");
    Files.write(bad, Arrays.copyOf(good, good.length - 5));
    assertTrue(train("--weights=" + bad).contains(bad + ": it is cut short"), said());
    assertTrue(train("--snapshot=" + bad).contains(bad + ": it is cut short"), said());
    assertTrue(Arrays.equals(good, Files.readAllBytes(weights)));
  }

  @Test
  void lossesThatAreNoNumbers() throws IOException {
    String advice = "the loss of iteration 0 is NaN; lower base_lr";
    for (String[] values : new String[][] {{"nan", "0"}, {"1", "2"}, {"1", "-1"}}) {
      tiny(values[0], values[1]);
      assertTrue(train().contains(advice), said());
      assertFalse(Files.exists(folder.resolve("s_iter_2.caffemodel")));
    }
    tiny("nan", "0");
    assertEquals(0, run("train", "--solver=" + solver, "--on_nan=continue"), said());
    assertTrue(Files.exists(folder.resolve("s_iter_2.caffemodel")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          frob: 3          | SolverParameter has no field "frob"
          type: 'Frob'     | unknown solver type 'Frob'
          max_iter: -2     | max_iter is -2, it must be at least 0
          iter_size: 0     | iter_size is 0, it must be at least 1
          test_iter: -1    | test_iter is -1, it must be at least 0
          max_iter: 1e99   | "max_iter" takes a whole number, found "1e99"
          """)
  void solvers(String field, String part) throws IOException {
    tiny("1", "0");
    write(field, net);
    assertTrue(train().contains(part), said());
    assertTrue(said().startsWith("decant: " + solver + ":2:"), said());
  }

  private void tiny(String value, String label) throws IOException {
    Files.writeString(net, data(value, label) + IP + LOSS);
    write("max_iter: 2", net);
  }

  private void write(String field, Path model) throws IOException {
    Files.writeString(
        solver,
        "net: '%s' base_lr: 0.01 lr_policy: 'fixed' solver_mode: CPU snapshot_prefix: '%s'\n%s\n"
            .formatted(model, folder.resolve("s"), field));
  }

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private String train(String... more) {
    String[] arguments = new String[2 + more.length];
    arguments[0] = "train";
    arguments[1] = "--solver=" + solver;
    System.arraycopy(more, 0, arguments, 2, more.length);
    return failed(arguments);
  }

  private String failed(String... arguments) {
    assertEquals(1, run(arguments), said());
    assertEquals(1, said().lines().count(), said());
    assertFalse(said().contains("internal error"), said());
    return said();
  }

  private int run(String... arguments) {
    err.reset();
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return Main.run(List.of(arguments), out, new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
