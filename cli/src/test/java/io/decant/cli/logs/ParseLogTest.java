package io.decant.cli.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.cli.TrainingLogs;
import io.decant.cli.tool.ToolCall;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of a real run's log, beside those that Caffe's scripts make of it. */
class ParseLogTest {
  private static final String CAFFES =
      """
      I1231 23:59:58.000000 77 solver.cpp:279] Solving LeNet
      I1231 23:59:58.100000 77 solver.cpp:280] Learning Rate Policy: inv
      I1231 23:59:58.500000 77 solver.cpp:337] Iteration 0, Testing net (#0)
      I1231 23:59:59.000000 77 solver.cpp:404]     Test net output #0: accuracy = 0.0941
      I1231 23:59:59.000001 77 solver.cpp:404]     Test net output #1: loss = 2.3 (* 1 = 2.3 loss)
      I1231 23:59:59.500000 77 solver.cpp:228] Iteration 0 (0 iter/s, 0s/100 iters), loss = 2.5
      I1231 23:59:59.500100 77 solver.cpp:244]     Train net output #0: loss = 2.5 (* 1 = 2.5 loss)
      I1231 23:59:59.500200 77 sgd_solver.cpp:106] Iteration 0, lr = 1e-05
      Some program's own line
      I0101 00:00:08.000000 77 solver.cpp:228] Iteration 100 (1 iter/s, 1s/100 iters), loss = 0.5
      I0101 00:00:08.250000 77 solver.cpp:244]     Train net output #0: loss = 0.5 (* 1 = 0.5 loss)
      I0101 00:00:08.500000 77 sgd_solver.cpp:106] Iteration 100, lr = 0.00992565
      I0101 00:00:09.000000 77 solver.cpp:337] Iteration 200, Testing net (#0)
      I0101 00:00:09.000000 77 solver.cpp:404]     Test net output #0: accuracy = 0.91
      """;

  @TempDir Path folder;

  @Test
  void aLogOfCaffesBecomesItsTables() throws Exception {
    Path log = Files.writeString(folder.resolve("a.log"), CAFFES);
    ToolCall call =
        ToolCall.of(
            LogTools.all(), "parse_log", log, folder, "--verbose", "--html=" + folder.resolve("p"));
    assertEquals(0, call.code(), call.err());
    assertEquals(
        "NumIters,Seconds,LearningRate,loss\n0.0,1.5001,1e-05,2.5\n100.0,10.25,1e-05,0.5\n",
        Files.readString(folder.resolve("a.log.train")));
    assertEquals(
        """
        NumIters,Seconds,LearningRate,accuracy,loss
        0.0,1.0,0.00992565,0.0941,2.3
        200.0,11.0,0.00992565,0.91,
        """,
        Files.readString(folder.resolve("a.log.test")));
    assertEquals(3, call.out().lines().filter(line -> line.startsWith("Wrote ")).count());
    assertTrue(Files.readString(folder.resolve("p")).contains("<polyline"));
  }

  @Test
  void whatIsNoTrainingLogIsRefused() throws Exception {
    Path log = Files.writeString(folder.resolve("a.log"), "nothing\n\n");
    UncheckedIOException error =
        assertThrows(
            UncheckedIOException.class,
            () -> ToolCall.of(LogTools.all(), "parse_log", log, folder));
    assertTrue(String.valueOf(error.getMessage()).contains("has no line 'Solving ...'"));
  }

  @Test
  void aRealRunsLogGivesCaffesScriptsTheSameTables() throws Exception {
    List<String> lines = TrainingLogs.ofARun(folder);
    Path log = Files.write(folder.resolve("run.log"), lines);
    assertEquals(0, ToolCall.of(LogTools.all(), "parse_log", log, folder).code());
    for (String phase : List.of("Train", "Test")) {
      List<Map<String, Double>> expected = CaffesScripts.parseLog(lines, phase);
      assertTrue(expected.size() >= 3, phase + ": " + expected);
      List<String> table =
          Files.readAllLines(
              folder.resolve("run.log." + (phase.equals("Train") ? "train" : "test")));
      List<String> head = List.of(table.get(0).split(","));
      List<Map<String, Double>> found = new ArrayList<>();
      for (String line : table.subList(1, table.size())) {
        String[] cells = line.split(",", -1);
        Map<String, Double> row = new LinkedHashMap<>();
        for (int i = 0; i < cells.length; i++) {
          row.put(head.get(i), Double.parseDouble(cells[i]));
        }
        assertTrue(row.remove("Seconds") >= 0, line);
        found.add(row);
      }
      assertEquals(expected, found);
    }
  }

  @Test
  void aRealRunsLogHasCaffesColumns() throws Exception {
    List<String> lines = TrainingLogs.ofARun(folder);
    assertTrue(lines.stream().noneMatch(String::isBlank), "blank lines");
    List<String> scores = CaffesScripts.awk(lines, "Test net output #0", 11);
    List<String> rates = CaffesScripts.awk(lines, ", lr = ", 9);
    assertTrue(scores.size() >= 3 && rates.size() >= 3, scores + " " + rates);
    scores.forEach(Double::parseDouble);
    rates.forEach(Double::parseDouble);
    assertEquals(1, CaffesScripts.awk(lines, "] Solving ", 2).size());
    List<String> losses =
        lines.stream()
            .filter(line -> line.contains("] Iteration ") && line.contains(", loss = "))
            .map(line -> line.split("=")[1].strip())
            .toList();
    losses.forEach(Double::parseDouble);
    assertEquals(rates.size() + 1, losses.size());
  }
}
