package io.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The output of test, time and device_query. */
class ToolsTest {
  private static final String NUMBER = "[\\d.e+-]+";

  @TempDir Path temporary;
  private Program program;

  @BeforeEach
  void start() throws Exception {
    program = new Program(temporary);
    TinyRun.write(temporary, 1, "solver_mode: CPU");
  }

  @Test
  void testShowsEachBatchAndTheMeans() throws Exception {
    program.run("train", "--solver=solver.prototxt");
    Program.Result result =
        program.run(
            "test", "--model=net.prototxt", "--weights=tiny_iter_1.caffemodel", "-iterations", "2");
    assertEquals(0, result.code(), result.err());
    List<String> messages = messages(result);
    assertTrue(messages.contains("Running for 2 iterations."), result.err());
    assertTrue(messages.stream().anyMatch(line -> line.matches("Batch 0, loss = " + NUMBER)));
    assertTrue(messages.stream().anyMatch(line -> line.matches("Batch 1, loss = " + NUMBER)));
    assertTrue(messages.stream().anyMatch(line -> line.matches("Loss: " + NUMBER)));
    assertTrue(
        messages.stream()
            .anyMatch(line -> line.matches("loss = (" + NUMBER + ") \\(\\* 1 = \\1 loss\\)")),
        result.err());
  }

  @Test
  void timeShowsEachLayerAndThePasses() throws Exception {
    Program.Result result = program.run("time", "--model=net.prototxt", "--iterations=3");
    assertEquals(0, result.code(), result.err());
    List<String> messages = messages(result);
    for (String expected :
        List.of(
            "Testing for 3 iterations\\.",
            "Average time per layer: ",
            "        ip\tforward: NUMBER ms\\.",
            "        ip\tbackward: NUMBER ms\\.",
            "Average Forward pass: NUMBER ms\\.",
            "Average Backward pass: NUMBER ms\\.",
            "Average Forward-Backward: NUMBER ms\\.",
            "Total Time: NUMBER ms\\.")) {
      String pattern = expected.replace("NUMBER", NUMBER);
      assertTrue(
          messages.stream().anyMatch(line -> line.matches(pattern)), expected + result.err());
    }
  }

  @Test
  void timeShowsBehindCaffesLinesWhatWasAchieved() throws Exception {
    Program.Result result = program.run("time", "--model=net.prototxt", "--iterations=2");
    assertEquals(0, result.code(), result.err());
    List<String> messages = messages(result);
    int end = messages.indexOf("*** Benchmark ends ***");
    assertTrue(end > 0, result.err());
    String achieved = " +NUMBER (TFLOP/s|GB/s   ) +NUMBER%";
    List<String> expected =
        List.of(
            "Measured ceilings: NUMBER TFLOP/s \\(.* in float32\\), NUMBER GB/s \\(copies .*\\)\\.",
            "Achieved per layer, and which part of the ceiling that is nearer:",
            "        ip\tforward " + achieved,
            "        ip\tbackward" + achieved,
            "      loss\tforward " + achieved,
            "      loss\tbackward" + achieved,
            "Host: an iteration is enqueued in NUMBER ms, NUMBER% of the NUMBER ms that .*");
    List<String> lines =
        messages.subList(end + 1, messages.size()).stream()
            .filter(line -> !line.startsWith("      data"))
            .toList();
    for (int i = 0; i < expected.size(); i++) {
      String pattern = expected.get(i).replace("NUMBER", NUMBER);
      assertTrue(lines.get(i).matches(pattern), pattern + " is not " + lines.get(i));
    }
  }

  @Test
  void timeShowsNoSharesWhereNothingCouldBeMeasured() throws Exception {
    Program.Result result =
        program.run("time", "--model=net.prototxt", "--iterations=1", "--device_memory=4KiB");
    assertEquals(0, result.code(), result.err());
    List<String> messages = messages(result);
    assertTrue(
        messages.stream()
            .anyMatch(line -> line.startsWith("The device's ceilings cannot be measured: ")),
        result.err());
    assertTrue(messages.stream().noneMatch(line -> line.contains("Achieved")), result.err());
    assertTrue(messages.stream().anyMatch(line -> line.startsWith("Host: ")), result.err());
  }

  @Test
  void deviceQueryListsEveryDevice() throws Exception {
    Program.Result result = program.run("device_query");
    assertEquals(0, result.code(), result.err());
    assertTrue(result.out().contains("Backend:                       cpu"), result.out());
    assertTrue(result.out().contains("Device id:                     0"), result.out());
    Program.Result refused = program.run("device_query", "--gpu", "0");
    assertEquals(1, refused.code());
    assertTrue(refused.err().contains("none was found"), refused.err());
  }

  private static List<String> messages(Program.Result result) {
    return result.errLines().stream().map(line -> line.replaceFirst("^[^\\]]*\\] ", "")).toList();
  }

  @Test
  void tuneComparesTheFlagsOfIbmsGuideWithAuto() throws Exception {
    TinyRun.write(temporary, 8, "solver_mode: CPU");
    Program.Result result = program.run("tune", "--solver=solver.prototxt");
    assertEquals(0, result.code(), result.err());
    List<String> lines = result.out().lines().toList();
    assertEquals(3, lines.size(), result.out());
    assertTrue(
        lines
            .get(0)
            .matches("-lms 1000 -lms_frac 0.0 +\\S+ ms an iteration, 0 bytes in, 0 bytes out, .*"),
        lines.get(0));
    assertTrue(lines.get(1).startsWith("--lms auto "), lines.get(1));
    assertTrue(
        lines.get(2).matches("Best: -lms 1000 -lms_frac 0\\.0, \\S+ ms .*; --lms auto: \\S+ ms .*"),
        lines.get(2));
    assertFalse(result.err().contains("Testing net"), result.err());
    Program.Result refused = program.run("tune", "--solver=solver.prototxt", "--lms=1");
    assertEquals(2, refused.code());
    assertTrue(refused.err().contains("leave them out"), refused.err());
    Program.Result small = program.run("tune", "--solver=solver.prototxt", "--device_memory=64");
    assertEquals(1, small.code(), small.out());
    assertTrue(small.out().contains("none fits"), small.out());
  }
}
