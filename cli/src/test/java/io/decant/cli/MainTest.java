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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exit codes, and errors in one line. */
class MainTest {
  private final ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errBytes = new ByteArrayOutputStream();

  @TempDir Path temporary;

  @Test
  void versionAndHelpSucceed() {
    assertEquals(0, run("--version"));
    assertTrue(out().lines().findFirst().orElse("").matches("decant \\d+\\.\\d+\\.\\d+\\S* .*"));
    for (String line : List.of("backend cpu ", "native OpenBLAS \\d", "library picocli \\d")) {
      assertTrue(out().lines().anyMatch(found -> found.matches(line + ".*")), line + out());
    }
    for (String help : List.of("--help", "-h", "help", "train --help", "-help=true")) {
      outBytes.reset();
      assertEquals(0, run(help.split(" ")), help);
      assertTrue(out().contains("--solver=FILE") && out().contains("device_query"), out());
    }
  }

  @Test
  void nothingAtAllShowsTheUsage() {
    assertEquals(2, run());
    assertTrue(err().contains("usage: decant <command>"), err());
  }

  @Test
  void wrongCommandLinesExitWith2() {
    wrong("unknown command 'trian'; did you mean train? Commands: device_query", "trian");
    wrong("unknown command 'paint'", "--solver=x", "paint");
    wrong("unknown flag '--sovler=x'; did you mean --solver?", "train", "--sovler=x");
    wrong("decant train needs --solver=FILE", "train");
    wrong("decant test needs --model=FILE", "test", "--weights=w");
    wrong("decant test needs --weights=FILE", "test", "--model=m");
    wrong("--iterations must be at least 1", "time", "--model=m", "--iterations=0");
    wrong("did you mean --solver or --model?", "train", "solver.prototxt");
    wrong("flag --gpu needs a value", "train", "--gpu");
    wrong("--snapshot", "train", "--solver=s", "--snapshot=a", "--weights=b");
    wrong("--sigint_effect takes stop, ", "train", "--solver=s", "--sigint_effect=explode");
    wrong("--sighup_effect takes stop, ", "train", "--solver=s", "--sighup_effect=explode");
    wrong("--on_nan takes stop or continue", "train", "--solver=s", "--on_nan=explode");
    wrong("--iterations", "test", "--model=m", "--weights=w", "--iterations=many");
    wrong("decant device_query takes flags only, found 'all'", "device_query", "all");
  }

  @Test
  void wrongValuesExitWith2() throws IOException {
    TinyRun.write(temporary, 4, "");
    String solver = "--solver=" + temporary.resolve("solver.prototxt");
    wrong("--lms_frac takes a number from 0 to 1", "train", solver, "--lms=9", "--lms_frac=1.5");
    wrong("--lms takes auto", "train", solver, "--lms=often");
    wrong("--device_memory takes a size", "train", solver, "--device_memory=much");
  }

  @Test
  void aMissingFileExitsWith1AndIsNamedWithoutAStackTrace() {
    String missing = temporary.resolve("missing.prototxt").toString();
    assertEquals(1, run("train", "--solver", missing));
    assertTrue(err().startsWith("decant: ") && err().contains(missing), err());
    assertEquals(1, err().lines().count(), err());
  }

  @Test
  void aSyntaxErrorNamesFileAndLine() throws IOException {
    Path net = temporary.resolve("net.prototxt");
    Files.writeString(net, "name: \"x\"\nlayer {{\n");
    assertEquals(1, run("time", "--model=" + net));
    assertTrue(err().contains(net + ":2:"), err());
    assertFalse(err().contains("\tat "), err());
  }

  @Test
  void theStackTraceIsShownOnRequest() {
    assertEquals(1, run("time", "--stacktrace", "--model=" + temporary.resolve("missing")));
    assertTrue(err().contains("\tat io.decant."), err());
  }

  @Test
  void contributedCommandsMayFollowFlags() {
    assertEquals(1, run("--minloglevel=0", "convert_mnist_data"));
    assertTrue(err().startsWith("convert_mnist_data: IMAGES LABELS DB are needed"), err());
  }

  private void wrong(String part, String... arguments) {
    errBytes.reset();
    assertEquals(2, run(arguments), err());
    assertTrue(err().contains(part), err());
    assertEquals(1, err().lines().count(), err());
  }

  private int run(String... arguments) {
    return Main.run(
        List.of(arguments),
        new PrintStream(outBytes, true, StandardCharsets.UTF_8),
        new PrintStream(errBytes, true, StandardCharsets.UTF_8));
  }

  private String out() {
    return outBytes.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return errBytes.toString(StandardCharsets.UTF_8);
  }
}
