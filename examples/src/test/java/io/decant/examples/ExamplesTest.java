package io.decant.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * The examples' READMEs do what they say. Training ends after a few iterations; names of snapshots
 * change with that. What several of them show is run once.
 */
class ExamplesTest {
  private static final int FEW = 40;
  private static final Pattern SOLVER = Pattern.compile("--solver (\\S+)");

  /** In this order: what one makes, another uses. */
  private static final List<String> READMES =
      List.of(
          "mnist",
          "siamese",
          "autoencoder",
          "cifar10",
          "finetuning",
          "classification",
          "hdf5",
          "surgery",
          "models",
          "models/alexnet",
          "models/caffenet",
          "models/fcn32s",
          "models/googlenet",
          "models/resnet152",
          "models/resnet50",
          "models/vgg16");

  private static final Path EXAMPLES = Shell.ROOT.resolve("examples");

  @Test
  void everyCommandOfEveryExamplePrintsWhatIsShown() throws IOException, InterruptedException {
    makeStandIn(EXAMPLES.resolve("cifar10/cifar-10-batches-bin"));
    Set<String> run = new HashSet<>();
    for (String example : READMES) {
      String name = "examples/" + example + "/README.md";
      List<String> lines = Files.readAllLines(Shell.ROOT.resolve(name));
      for (ConsoleBlock block : ConsoleBlock.in(name, lines)) {
        if (run.add(block.command())) {
          ShownCommand.check(shortened(block));
        }
      }
    }
  }

  @Test
  void noReadmeIsForgotten() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(EXAMPLES, 3)) {
      for (Path file : files.filter(file -> file.endsWith("README.md")).toList()) {
        if (Files.readString(file).contains("```console")) {
          Path folder = EXAMPLES.relativize(file.resolveSibling("."));
          found.add(folder.normalize().toString().replace('\\', '/'));
        }
      }
    }
    assertEquals(READMES.stream().sorted().toList(), found.stream().sorted().toList());
  }

  /** Returns a block whose training takes a few iterations. */
  private static ConsoleBlock shortened(ConsoleBlock block) throws IOException {
    Matcher solver = SOLVER.matcher(block.command());
    String command = block.command();
    if (solver.find()) {
      Path copy = Path.of("examples/target").resolve(Path.of(solver.group(1)).getFileName());
      String text = Files.readString(Shell.ROOT.resolve(solver.group(1)));
      String few =
          text.replaceAll("(?m)^(max_iter|test_interval|snapshot): \\d+", "$1: " + FEW)
              .replaceAll("(?m)^test_iter: \\d+", "test_iter: 1")
              .replaceAll("(?m)^display: \\d+", "display: " + FEW / 2);
      assertTrue(few.contains("max_iter: " + FEW), solver.group(1));
      Files.writeString(Shell.ROOT.resolve(copy), few);
      command = command.replace(solver.group(1), copy.toString());
    }
    List<String> shown = block.shown().stream().map(ExamplesTest::withFew).toList();
    return new ConsoleBlock(block.document(), block.line(), withFew(command), shown);
  }

  private static String withFew(String text) {
    return text.replaceAll("_iter_\\d+", "_iter_" + FEW);
  }

  /** Makes files of CIFAR-10's form, which cannot be shipped, of MNIST's digits. */
  private static void makeStandIn(Path folder) throws IOException {
    if (Files.exists(folder)) {
      return;
    }
    Files.createDirectories(folder);
    byte[] images = unpacked("t10k-images-idx3-ubyte.gz");
    byte[] labels = unpacked("t10k-labels-idx1-ubyte.gz");
    for (int batch = 0; batch < 6; batch++) {
      String name = batch < 5 ? "data_batch_" + (batch + 1) : "test_batch";
      try (OutputStream out = Files.newOutputStream(folder.resolve(name + ".bin"))) {
        for (int i = 100 * batch; i < 100 * batch + 100; i++) {
          out.write(labels[8 + i]);
          for (int pixel = 0; pixel < 3 * 32 * 32; pixel++) {
            int y = pixel / 32 % 32 - 2;
            int x = pixel % 32 - 2;
            boolean inside = x >= 0 && x < 28 && y >= 0 && y < 28;
            out.write(inside ? images[16 + (i * 28 + y) * 28 + x] : 0);
          }
        }
      }
    }
  }

  private static byte[] unpacked(String name) throws IOException {
    try (GZIPInputStream in =
        new GZIPInputStream(Files.newInputStream(EXAMPLES.resolve("mnist").resolve(name)))) {
      return in.readAllBytes();
    }
  }
}
