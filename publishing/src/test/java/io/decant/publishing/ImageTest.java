package io.decant.publishing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Java cut down by jlink to the modules that docs/modules.md names runs everything, on the class
 * path and on the module path, without a warning.
 */
class ImageTest {
  private static final String NET =
      """
      name: "tiny"
      layer { name: "data" type: "DummyData" top: "data" top: "label"
        dummy_data_param { shape { dim: 4 dim: 3 } shape { dim: 4 }
          data_filler { type: "gaussian" std: 1 } data_filler { type: "constant" value: 1 } } }
      layer { name: "ip" type: "InnerProduct" bottom: "data" top: "ip"
        inner_product_param { num_output: 2 weight_filler { type: "xavier" } } }
      layer { name: "loss" type: "SoftmaxWithLoss" bottom: "ip" bottom: "label" top: "loss" }
      """;

  /** The modules that call natives. */
  private static final String NATIVE_ACCESS =
      "jcuda,jocl,jocl.blast,org.bytedeco.cuda,org.bytedeco.javacpp,org.bytedeco.openblas,org.jnrproject.jffi";

  @TempDir static Path temporary;

  @BeforeAll
  static void link() throws IOException, InterruptedException {
    Files.writeString(temporary.resolve("net.prototxt"), NET);
    Files.writeString(
        temporary.resolve("solver.prototxt"),
        "net: \"net.prototxt\" base_lr: 0.1 lr_policy: \"fixed\" max_iter: 3 display: 1"
            + " snapshot_prefix: \"tiny\" snapshot_format: HDF5");
    JavaProcess.Result made =
        JavaProcess.run(
            temporary,
            List.of(
                JavaProcess.tool("jlink"),
                "--add-modules",
                System.getProperty("decant.image.modules"),
                "--output",
                temporary.resolve("image").toString()));
    assertEquals(0, made.code(), made.output());
  }

  @Test
  void trainsOnTheClassPath() throws IOException, InterruptedException {
    expectTraining(onClassPath());
  }

  @Test
  void trainsOnTheModulePath() throws IOException, InterruptedException {
    expectTraining(onModulePath());
  }

  @Test
  void findsTheSameOnBothPaths() throws IOException, InterruptedException {
    String devices = run(onClassPath(), "device_query").output();
    for (String backend : List.of("cpu", "opencl", "cuda")) {
      assertTrue(devices.contains("'" + backend + "'"), devices);
    }
    assertEquals(
        devices.replaceAll("(?m)^[IWE]\\d{4} \\S+ +\\d+", ""),
        run(onModulePath(), "device_query").output().replaceAll("(?m)^[IWE]\\d{4} \\S+ +\\d+", ""));
  }

  @Test
  void writesDatabasesOnBothPaths() throws IOException, InterruptedException {
    Path mnist = Artifacts.ROOT.resolve("examples/mnist");
    for (List<String> path : List.of(onClassPath(), onModulePath())) {
      Path database = temporary.resolve("database" + path.size());
      JavaProcess.Result result =
          run(
              path,
              "convert_mnist_data",
              mnist.resolve("t10k-images-idx3-ubyte.gz").toString(),
              mnist.resolve("t10k-labels-idx1-ubyte.gz").toString(),
              database.toString());
      assertFalse(result.output().contains("WARNING"), result.output());
      assertTrue(Files.size(database.resolve("data.mdb")) > 1_000_000);
    }
  }

  @Test
  void theDocumentSaysTheSame() throws IOException {
    String text = Files.readString(Artifacts.ROOT.resolve("docs/modules.md"));
    assertTrue(text.contains("--add-modules " + System.getProperty("decant.image.modules")), text);
    assertTrue(text.contains("--enable-native-access=" + NATIVE_ACCESS + " "), text);
    assertEquals(1, Artifacts.ofNoModule().size());
    String jar = Artifacts.ofNoModule().get(0).getFileName().toString();
    assertTrue(text.contains("-cp " + jar + " "), text);
  }

  private static List<String> onClassPath() {
    return List.of(
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        Artifacts.joined(Artifacts.paths()),
        "io.decant.cli.Main");
  }

  private static List<String> onModulePath() {
    return List.of(
        "--enable-native-access=" + NATIVE_ACCESS,
        "-cp",
        Artifacts.joined(Artifacts.ofNoModule()),
        "--module-path",
        Artifacts.joined(Artifacts.ofModules()),
        "--add-modules=ALL-MODULE-PATH",
        "--module=io.decant.cli/io.decant.cli.Main");
  }

  private static void expectTraining(List<String> flags) throws IOException, InterruptedException {
    JavaProcess.Result result = run(flags, "train", "--solver=solver.prototxt");
    assertTrue(result.output().contains("Optimization Done."), result.output());
    assertFalse(result.output().contains("WARNING"), result.output());
    assertTrue(Files.deleteIfExists(temporary.resolve("tiny_iter_3.caffemodel.h5")));
  }

  private static JavaProcess.Result run(List<String> flags, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(temporary.resolve("image/bin/java").toString());
    if (Runtime.version().feature() >= 24) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.add("-Xmx256m");
    command.addAll(flags);
    command.addAll(List.of(arguments));
    JavaProcess.Result result = JavaProcess.run(temporary, command);
    assertEquals(0, result.code(), result.output());
    return result;
  }
}
