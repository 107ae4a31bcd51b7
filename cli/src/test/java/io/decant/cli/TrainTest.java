package io.decant.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainTest {
  /** The expressions by which Caffe's tools/extra/parse_log.py reads a log. */
  private static final Pattern ITERATION = Pattern.compile("Iteration (\\d+)");

  private static final Pattern TRAIN_OUTPUT =
      Pattern.compile("Train net output #(\\d+): (\\S+) = ([\\.\\deE+-]+)");
  private static final Pattern TEST_OUTPUT =
      Pattern.compile("Test net output #(\\d+): (\\S+) = ([\\.\\deE+-]+)");
  private static final Pattern RATE =
      Pattern.compile("lr = ([-+]?[0-9]*\\.?[0-9]+([eE]?[-+]?[0-9]+)?)");

  private static final Pattern LINE =
      Pattern.compile("[IWE]\\d{4} \\d\\d:\\d\\d:\\d\\d\\.\\d{6} +\\d+ \\S+:\\d+\\] .*");

  private static final String CLEAR = "\r\u001b[K";

  @TempDir Path temporary;
  private Program program;

  @BeforeEach
  void start() {
    program = new Program(temporary);
  }

  @Test
  void theLogIsWhatCaffesParserReads() throws Exception {
    TinyRun.write(temporary, 8, "");
    Program.Result result = program.run("train", "-solver", "solver.prototxt");
    assertEquals(0, result.code(), result.err());
    assertEquals("", result.out());
    for (String line : result.errLines()) {
      assertTrue(LINE.matcher(line).matches(), line);
    }
    List<String> rates = new ArrayList<>();
    for (String line : result.errLines()) {
      Matcher rate = RATE.matcher(line);
      if (rate.find()) {
        Matcher iteration = ITERATION.matcher(line);
        assertTrue(iteration.find(), line);
        rates.add(iteration.group(1) + ":" + rate.group(1));
      }
    }
    assertEquals(List.of("0:0.05", "2:0.05", "4:0.005", "6:0.005"), rates);
    assertEquals(4, result.errLines().stream().filter(TRAIN_OUTPUT.asPredicate()).count());
    assertEquals(3, result.errLines().stream().filter(TEST_OUTPUT.asPredicate()).count());
    assertTrue(result.err().contains("] Solving Tiny\n"), result.err());
    assertTrue(result.err().contains("] Iteration 4, Testing net (#0)\n"), result.err());
    assertTrue(
        result.err().contains("Train net output #0: loss = 0.0625 (* 1 = 0.0625 loss)\n"),
        result.err());
    assertTrue(result.err().contains("] Optimization Done.\n"), result.err());
    assertTrue(Files.exists(temporary.resolve("tiny_iter_8.caffemodel")));
  }

  @Test
  void largeModelSupportSaysWhatItMovesInLinesThatParsersSkip() throws Exception {
    TinyRun.write(temporary, 8, "solver_mode: CPU");
    Program.Result result =
        program.run("train", "-solver", "solver.prototxt", "-lms", "1", "--planner", "ibm");
    assertEquals(0, result.code(), result.err());
    List<String> lines =
        result.errLines().stream().filter(line -> line.contains("] Device memory")).toList();
    // Displayed are iterations 0, 2, 4 and 6; the sum is in the end.
    assertEquals(5, lines.size(), result.err());
    for (String line : lines) {
      assertTrue(
          line.matches(
              ".*: peak \\d+ bytes, swapped in \\d+ bytes, swapped out 0 bytes, 0 operators computed"
                  + " again, 0 tiles run, waited for copies \\S+ ms \\(\\S+% of the time\\), 0 late prefetches"),
          line);
      for (Pattern pattern : List.of(ITERATION, TRAIN_OUTPUT, TEST_OUTPUT, RATE)) {
        assertFalse(pattern.matcher(line).find(), line);
      }
    }
    assertTrue(lines.get(4).contains("Device memory, in all: "), lines.get(4));
    assertTrue(
        result.err().contains("planner ibm, N = 1 KB, f = 0.0, pool "), "the first lines say so");
    assertTrue(
        result.errLines().stream()
            .anyMatch(
                line ->
                    line.matches(
                        ".*\\] Memory below the device: pinned \\d+ of \\d+ bytes, host \\d+ of \\d+ bytes")),
        result.err());
  }

  @Test
  void theLossBehindTheLastUpdateIsSmoothedLikeTheOthers() throws Exception {
    TinyRun.write(temporary, 2, "average_loss: 2");
    Program.Result result = program.run("train", "-solver", "solver.prototxt");
    assertTrue(result.err().contains("] Iteration 2, loss = 0.0266125\n"), result.err());
  }

  @Test
  void caffesDefaultModeWarnsOnceAndAnExplicitGpuIsRefused() throws Exception {
    TinyRun.write(temporary, 1, "");
    Program.Result warned = program.run("train", "--solver=solver.prototxt");
    List<String> warnings =
        warned.errLines().stream().filter(line -> line.startsWith("W")).toList();
    assertEquals(1, warnings.size(), warned.err());
    assertTrue(warnings.get(0).contains("RUNNING ON THE CPU"), warnings.get(0));
    assertTrue(warnings.get(0).contains("cpu: it has no graphics processor"), warnings.get(0));

    TinyRun.write(temporary, 1, "solver_mode: CPU");
    Program.Result meant = program.run("train", "--solver=solver.prototxt");
    assertFalse(meant.errLines().stream().anyMatch(line -> line.startsWith("W")), meant.err());

    Program.Result refused = program.run("train", "--solver=solver.prototxt", "--gpu", "0,1");
    assertEquals(1, refused.code());
    assertTrue(refused.err().contains("--gpu 0,1 asks for"), refused.err());
  }

  @Test
  void interruptSnapshotsAndStopsAndTheRunGoesOnToTheSameWeights() throws Exception {
    assumeFalse(System.getProperty("os.name").startsWith("Windows"));
    TinyRun.write(temporary, 100_000_000, "solver_mode: CPU");
    Process process =
        program.start(Program.signalsAsUsual(), Map.of(), "train", "--solver=solver.prototxt");
    program.awaitLog(process, "Iteration 20,");
    Program.send("HUP", process);
    program.awaitLog(process, "(?s)Snapshotting solver state.*Iteration");
    Program.send("INT", process);
    Program.Result stopped = program.finish(process);
    assertEquals(0, stopped.code(), stopped.err());
    assertTrue(stopped.err().contains("] Optimization stopped early."), stopped.err());
    List<String> models = snapshots();
    assertEquals(2, models.size(), stopped.err());

    int end = iteration(models.get(1));
    TinyRun.write(temporary, end, "solver_mode: CPU");
    byte[] expected = Files.readAllBytes(temporary.resolve(models.get(1)));
    Files.delete(temporary.resolve(models.get(1)));
    String first = models.get(0).replace(".caffemodel", ".solverstate");
    Program.Result resumed =
        program.run("train", "--solver=solver.prototxt", "--snapshot=" + first);
    assertEquals(0, resumed.code(), resumed.err());
    assertTrue(resumed.err().contains("Restoring previous solver status"), resumed.err());
    assertArrayEquals(expected, Files.readAllBytes(temporary.resolve(models.get(1))));
  }

  @Test
  void aTerminalGetsAProgressLineThatNeverSharesALineWithTheLog() throws Exception {
    TinyRun.write(temporary, 8, "solver_mode: CPU");
    Process process =
        program.start(
            List.of(), Map.of("DECANT_TERMINAL", "80"), "train", "--solver=solver.prototxt");
    Program.Result result = program.finish(process);
    assertEquals(0, result.code(), result.err());
    assertTrue(result.err().contains(CLEAR + "testing net #0: batch 1 of 2" + CLEAR), result.err());
    for (String line : result.err().split("\n")) {
      String visible = line.substring(line.lastIndexOf(CLEAR) < 0 ? 0 : cleared(line));
      assertTrue(LINE.matcher(visible).matches(), line);
    }
  }

  @Test
  void aNetThatDoesNotFitIsRefusedBeforeItRuns() throws Exception {
    TinyRun.write(temporary, 8, "solver_mode: CPU");
    Program.Result result = program.run("train", "--solver=solver.prototxt", "--device_memory=64");
    assertEquals(1, result.code(), result.err());
    assertFalse(result.err().contains("Iteration"), result.err());
    String message = result.errLines().get(result.errLines().size() - 1);
    assertTrue(message.startsWith("decant: layer '") && message.contains("bytes"), message);
  }

  private static int cleared(String line) {
    return line.lastIndexOf(CLEAR) + CLEAR.length();
  }

  private List<String> snapshots() throws IOException {
    try (var files = Files.list(temporary)) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(name -> name.endsWith(".caffemodel"))
          .sorted((a, b) -> Integer.compare(iteration(a), iteration(b)))
          .toList();
    }
  }

  private static int iteration(String model) {
    return Integer.parseInt(model.replaceAll("\\D", ""));
  }
}
