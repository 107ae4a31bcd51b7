package io.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
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
  private Path root;

  @BeforeEach
  void unpack() throws Exception {
    assumeFalse(System.getProperty("os.name").startsWith("Windows"), "the launcher is a script");
    Path folder = Files.createDirectory(temporary.resolve("un packed"));
    assertEquals(0, run(folder, "tar", "xzf", archive().toString()), said());
    try (var entries = Files.list(folder)) {
      root = entries.findFirst().orElseThrow();
    }
  }

  @Test
  void trainsLeNetWithoutJava() throws Exception {
    Path mnist = root.resolve("examples/mnist");
    for (String[] set : new String[][] {{"train", "train"}, {"t10k", "test"}}) {
      decant(
          root,
          "convert_mnist_data",
          mnist.resolve(set[0] + "-images-idx3-ubyte.gz").toString(),
          mnist.resolve(set[0] + "-labels-idx1-ubyte.gz").toString(),
          mnist.resolve("mnist_" + set[1] + "_lmdb").toString());
    }
    Path solver = mnist.resolve("lenet_solver.prototxt");
    Files.writeString(
        solver, Files.readString(solver).replaceFirst("max_iter: \\d+", "max_iter: 2"));
    decant(root, "train", "--solver=examples/mnist/lenet_solver.prototxt");
    assertTrue(said().contains("Optimization Done."), said());
    assertTrue(Files.exists(mnist.resolve("lenet_iter_2.caffemodel")), said());
  }

  @Test
  void runsFromElsewhereThroughALink() throws Exception {
    Path link = Files.createSymbolicLink(temporary.resolve("link"), root.resolve("decant"));
    assertEquals(0, run(temporary, "env", "-i", link.toString(), "--version"), said());
    assertTrue(said().startsWith("decant "), said());
  }

  @Test
  void hasCaffesProgramsUnderTheirNames() throws Exception {
    Path link = Files.createSymbolicLink(temporary.resolve("link"), root.resolve("bin/caffe"));
    assertEquals(0, run(temporary, "env", "-i", link.toString(), "--version"), said());
    Path tool = root.resolve("bin/compute_image_mean.bin");
    assertEquals(0, run(temporary, "env", "-i", tool.toString(), "--help"), said());
    assertTrue(said().startsWith("usage: compute_image_mean "), said());
  }

  @Test
  void hasAChecksum() throws Exception {
    Path archive = archive();
    assertEquals(
        0, run(archive.getParent(), "sha256sum", "-c", archive.getFileName() + ".sha256"), said());
  }

  @Test
  void hasNativesOfThisPlatformAlone() throws Exception {
    int natives = 0;
    try (var jars = Files.list(root.resolve("lib"))) {
      for (Path jar : jars.filter(file -> file.toString().matches(".*/(jocl|lmdb).*")).toList()) {
        try (ZipFile entries = new ZipFile(jar.toFile())) {
          List<String> names = entries.stream().map(ZipEntry::getName).toList();
          assertTrue(
              names.stream().noneMatch(name -> name.matches(".*(\\.dll|\\.dylib|macos.*)")),
              names.toString());
          natives += names.stream().anyMatch(name -> name.endsWith(".so")) ? 1 : 0;
        }
      }
    }
    assertEquals(3, natives);
  }

  private void decant(Path folder, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "-i",
                "PATH=" + pathWithoutJava(),
                "HOME=" + temporary,
                root.resolve("decant").toString()));
    command.addAll(List.of(arguments));
    assertEquals(0, run(folder, command.toArray(new String[0])), said());
  }

  /** A folder with links to the few programs that a launcher needs. */
  private String pathWithoutJava() throws IOException {
    Path tools = temporary.resolve("tools");
    if (!Files.exists(tools)) {
      Files.createDirectory(tools);
      for (String tool : List.of("sh", "env", "dirname", "readlink", "sed", "stty")) {
        for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
          Path program = Path.of(folder, tool);
          if (Files.isExecutable(program)) {
            Files.createSymbolicLink(tools.resolve(tool), program);
            break;
          }
        }
      }
    }
    return tools.toString();
  }

  private static Path archive() throws IOException {
    try (var files = Files.list(Path.of(System.getProperty("decant.dist")))) {
      return files
          .filter(file -> file.toString().endsWith(".tar.gz"))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no archive in decant.dist"));
    }
  }

  private int run(Path folder, String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(temporary.resolve("said.txt").toFile())
            .start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS), "it does not end");
    return process.exitValue();
  }

  private String said() throws IOException {
    return Files.readString(temporary.resolve("said.txt"));
  }
}
