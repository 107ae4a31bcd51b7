package io.decant.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The archive with a Java of its own, as {@code mvn -Pdist verify} made it, unpacked elsewhere and
 * run in an environment without any Java.
 */
@EnabledIfSystemProperty(named = "decant.dist", matches = ".+")
class ArchiveTest {
  @TempDir Path temporary;
  private Unpacked machine;
  private Path root;

  @BeforeEach
  void unpack() throws Exception {
    assumeFalse(System.getProperty("os.name").startsWith("Windows"), "the launcher is a script");
    machine = new Unpacked(temporary);
    Path folder = Files.createDirectory(temporary.resolve("un packed"));
    machine.run(folder, "tar", "xzf", Unpacked.made(".tar.gz").toString());
    try (var entries = Files.list(folder)) {
      root = entries.findFirst().orElseThrow();
    }
  }

  @Test
  void trainsLeNetWithoutJava() throws Exception {
    Path mnist = root.resolve("examples/mnist");
    Path decant = root.resolve("decant");
    for (String[] set : new String[][] {{"train", "train"}, {"t10k", "test"}}) {
      machine.succeed(
          root,
          decant,
          "convert_mnist_data",
          mnist.resolve(set[0] + "-images-idx3-ubyte.gz").toString(),
          mnist.resolve(set[0] + "-labels-idx1-ubyte.gz").toString(),
          mnist.resolve("mnist_" + set[1] + "_lmdb").toString());
    }
    Path solver = mnist.resolve("lenet_solver.prototxt");
    Files.writeString(
        solver, Files.readString(solver).replaceFirst("max_iter: \\d+", "max_iter: 2"));
    String said =
        machine.succeed(root, decant, "train", "--solver=examples/mnist/lenet_solver.prototxt");
    assertTrue(said.contains("Optimization Done."), said);
    assertTrue(said.contains("BLAS kernel"), said);
    assertTrue(Files.exists(mnist.resolve("lenet_iter_2.caffemodel")), said);
  }

  @Test
  void runsFromElsewhereThroughALink() throws Exception {
    Path link = Files.createSymbolicLink(temporary.resolve("link"), root.resolve("decant"));
    String said = machine.succeed(temporary, link, "--version");
    assertTrue(said.startsWith("decant "), said);
  }

  @Test
  void hasCaffesProgramsUnderTheirNames() throws Exception {
    Path link = Files.createSymbolicLink(temporary.resolve("link"), root.resolve("bin/caffe"));
    machine.succeed(temporary, link, "--version");
    String said = machine.succeed(temporary, root.resolve("bin/compute_image_mean.bin"), "--help");
    assertTrue(said.startsWith("usage: compute_image_mean "), said);
  }

  @Test
  void hasAChecksum() throws Exception {
    Path archive = Unpacked.made(".tar.gz");
    machine.run(archive.getParent(), "sha256sum", "-c", archive.getFileName() + ".sha256");
  }
}
