package io.decant.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.decant.api.Decant;
import io.decant.api.DecantConfig;
import io.decant.api.net.Net;
import io.decant.proto.caffe.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every net of the examples computes in ONNX Runtime what it computes here. */
class ExampleModelsTest {
  private static final Path EXAMPLES = Path.of("..", "examples");

  /** They take minutes and gigabytes: mvn -Pfull runs them. */
  private static final Set<String> LARGE = Set.of("vgg16", "fcn32s", "resnet152");

  @TempDir static Path folder;
  private static Decant decant;

  @BeforeAll
  static void open() throws IOException {
    decant = Decant.open(DecantConfig.DEFAULT);
    ExampleData.write(folder, decant.engine());
  }

  @AfterAll
  static void close() {
    decant.close();
  }

  /** All nets; those that have a deploy prototxt beside them only as that. */
  static List<Path> nets() throws IOException {
    try (Stream<Path> files = Files.walk(EXAMPLES)) {
      return files
          .filter(file -> file.toString().endsWith(".prototxt"))
          .filter(file -> !file.toString().contains("target"))
          .filter(file -> !file.getFileName().toString().endsWith("solver.prototxt"))
          .filter(file -> !file.endsWith("train_val.prototxt"))
          .sorted()
          .toList();
    }
  }

  @Test
  void allNetsAreFound() throws IOException {
    assertTrue(nets().size() >= 17, nets().toString());
    for (Path net : nets()) {
      assertTrue(
          net.endsWith("deploy.prototxt")
              || !Files.exists(net.resolveSibling("train_val.prototxt")),
          net.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("nets")
  void computesTheSame(Path prototxt) throws Exception {
    boolean large = LARGE.contains(prototxt.getParent().getFileName().toString());
    assumeTrue(!large || Boolean.getBoolean("decant.full"));
    Path file = folder.resolve("net.onnx");
    try (Net net =
        decant.net(prototxt).phase(Phase.TEST).directory(folder).backward(false).build()) {
      Exported.fillParameters(net);
      boolean deploy = net.layers().get(0).type().equals("Input");
      OnnxExporter exporter = new OnnxExporter(net);
      OnnxModel model = (deploy ? exporter.anyBatch() : exporter).write(file);
      assertEquals(Files.size(file), model.bytes());
      Exported.fillInputs(net);
      Exported.compare(net, model, file);
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
