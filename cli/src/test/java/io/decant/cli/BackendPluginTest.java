package io.decant.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A backend in a jar that the build knows nothing of, dropped into {@code plugins}, is found beside
 * the embedded one, trains LeNet, and trains it in too little memory, too: one that interprets and
 * one that compiles.
 */
class BackendPluginTest {
  private static final Path MNIST = Path.of("..", "examples", "mnist").toAbsolutePath();
  private static final boolean FULL = Boolean.getBoolean("decant.full");
  private static final int BATCH = FULL ? 64 : 16;
  private static final String TOO_LITTLE = FULL ? "6MiB" : "5MiB";
  private static final Pattern LOSS = Pattern.compile("Iteration \\d+ .*, loss = (\\S+)");

  @TempDir Path temporary;

  private Program program;

  @BeforeEach
  void drop() throws IOException {
    Path plugins = Files.createDirectory(temporary.resolve("plugins"));
    for (String project : List.of("backend-minimal", "backend-kernel")) {
      new PluginProject(project).build(plugins.resolve(project + "-1.jar"));
    }
    program = new Program(temporary);
    program.alsoOnClassPath(plugins + File.separator + "*");
  }

  @Test
  void theyAreFoundBesideTheEmbeddedOneWhichIsPreferred() throws Exception {
    Program.Result all = program.run("device_query");
    assertEquals(0, all.code(), all.err());
    assertTrue(all.out().contains("Found backend 'minimal', "), all.out());
    assertTrue(all.out().contains(", from backend-minimal-1.jar"), all.out());
    assertTrue(all.out().contains("Found backend 'cc', "), all.out());
    assertTrue(all.out().contains(", from backend-kernel-1.jar"), all.out());
    assertTrue(all.out().contains("Found backend 'cpu', "), all.out());
    assertTrue(all.out().contains("Backend:                       cpu"), all.out());
  }

  @Test
  void withoutItsCompilerOneSaysWhatToDo() throws Exception {
    Map<String, String> environment = Map.of("JDK_JAVA_OPTIONS", "-Dexample.cc=no-such-compiler");
    Program.Result refused =
        program.finish(
            program.start(List.of(), environment, "device_query", "--backend=cc", "--gpu=0"));
    assertNotEquals(0, refused.code());
    assertTrue(refused.err().contains("no-such-compiler"), refused.err());
    assertTrue(refused.err().contains("install one that can be called as 'cc'"), refused.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"minimal", "cc"})
  void itTrainsLeNetAlsoInTooLittleMemory(String backend) throws Exception {
    assumeTrue(backend.equals("minimal") || hasCompiler(), "there is no C compiler");
    lenet();
    String chosen = "--backend=" + backend;
    byte[] plain = train(chosen);
    List<Double> losses = losses();
    assertArrayEquals(plain, train(chosen, "--lms=auto", "--device_memory=" + TOO_LITTLE));
    String log = Files.readString(temporary.resolve("stderr.txt"));
    assertTrue(log.matches("(?s).*swapped in [1-9]\\d* bytes, swapped out [1-9]\\d* bytes.*"), log);

    train("--backend=cpu");
    List<Double> expected = losses();
    assertEquals(3, expected.size());
    assertEquals(expected.size(), losses.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i), losses.get(i), 1e-3);
    }
  }

  /** Returns whether there is a C compiler, or the environment asks for one. */
  private static boolean hasCompiler() throws InterruptedException {
    if ("1".equals(System.getenv("DECANT_REQUIRE_CC"))) {
      return true;
    }
    try {
      ProcessBuilder version = new ProcessBuilder("cc", "--version");
      return version.redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private void lenet() throws Exception {
    Program.Result converted =
        program.run(
            "convert_mnist_data",
            MNIST.resolve("t10k-images-idx3-ubyte.gz").toString(),
            MNIST.resolve("t10k-labels-idx1-ubyte.gz").toString(),
            "digits");
    assertEquals(0, converted.code(), converted.err());
    String net = Files.readString(MNIST.resolve("lenet_train_test.prototxt"));
    Files.writeString(
        temporary.resolve("lenet.prototxt"),
        net.replaceAll("examples/mnist/mnist_(train|test)_lmdb", "digits")
            .replace("batch_size: 64", "batch_size: " + BATCH));
    Files.writeString(
        temporary.resolve("solver.prototxt"),
        """
        net: "lenet.prototxt"
        base_lr: 0.01
        lr_policy: "fixed"
        momentum: 0.9
        weight_decay: 0.0005
        display: 1
        max_iter: 3
        random_seed: 1701
        snapshot: 3
        snapshot_prefix: "lenet"
        """);
  }

  /** Trains and returns the weights. */
  private byte[] train(String... flags) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("train", "--solver=solver.prototxt"));
    arguments.addAll(List.of(flags));
    Program.Result result = program.run(arguments.toArray(new String[0]));
    assertEquals(0, result.code(), result.err());
    Path weights = temporary.resolve("lenet_iter_3.caffemodel");
    byte[] bytes = Files.readAllBytes(weights);
    Files.delete(weights);
    return bytes;
  }

  private List<Double> losses() throws IOException {
    return LOSS.matcher(Files.readString(temporary.resolve("stderr.txt")))
        .results()
        .map((MatchResult line) -> Double.valueOf(line.group(1)))
        .toList();
  }
}
