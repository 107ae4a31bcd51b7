package io.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of {@code debug_info}; the net is small enough to compute them by hand. */
class DebugInfoTest {
  private static final List<String> FORWARD =
      List.of(
          "I:     [Forward] Layer data, top blob x data: 1",
          "I:     [Forward] Layer data, top blob y data: 0.5",
          "I:     [Forward] Layer ip, top blob ip data: 0.75",
          "I:     [Forward] Layer ip, param blob 0 data: 0.25",
          "I:     [Forward] Layer ip, param blob 1 data: 0",
          "I:     [Forward] Layer loss, top blob loss data: 0.0625");

  private static final List<String> BACKWARD =
      List.of(
          "I:     [Backward] Layer loss, bottom blob ip diff: 0.0625",
          "I:     [Backward] Layer ip, param blob 0 diff: 0.25",
          "I:     [Backward] Layer ip, param blob 1 diff: 0.25",
          "E:     [Backward] All net params (data, diff): L1 norm = (1.5, 2);"
              + " L2 norm = (0.612372, 0.707107)");

  private static final List<String> UPDATE =
      List.of(
          "I:     [Update] Layer ip, param 0 data: 0.25; diff: 0.0125",
          "I:     [Update] Layer ip, param 1 data: 0; diff: 0.0125");

  @TempDir Path folder;

  @Test
  void aSolverShowsItsPassesWhenItDisplays() throws Exception {
    TinyRun.write(folder, 2, "debug_info: true test_initialization: false");
    Program.Result result = new Program(folder).run("train", "--solver=solver.prototxt");
    assertEquals(0, result.code(), result.err());
    List<String> expected = new ArrayList<>(FORWARD);
    expected.addAll(BACKWARD);
    expected.addAll(UPDATE);
    assertEquals(expected, debugLines(result));
    assertTrue(
        result.err().indexOf("Iteration 0, lr = 0.05") < result.err().indexOf("[Update]"),
        result.err());
  }

  @Test
  void testNetsAreShownAlways() throws Exception {
    TinyRun.write(folder, 1, "debug_info: true");
    Path solver = folder.resolve("solver.prototxt");
    Files.writeString(solver, Files.readString(solver).replace("display: 2", ""));
    Program.Result result = new Program(folder).run("train", "--solver=solver.prototxt");
    List<String> twoBatches = new ArrayList<>(FORWARD);
    twoBatches.addAll(FORWARD);
    assertEquals(twoBatches, debugLines(result));
  }

  @Test
  void aNetMayAskForItItself() throws Exception {
    TinyRun.write(folder, 1, "");
    Path net = folder.resolve("net.prototxt");
    Files.writeString(net, "debug_info: true\n" + Files.readString(net));
    Path solver = folder.resolve("solver.prototxt");
    Files.writeString(solver, Files.readString(solver).replace("base_lr: 0.05", "base_lr: 0"));
    Program.Result train = new Program(folder).run("train", "--solver=solver.prototxt");
    assertEquals(List.of(), debugLines(train), "the solver decides");
    Program.Result test =
        new Program(folder)
            .run(
                "test",
                "--model=net.prototxt",
                "--weights=tiny_iter_1.caffemodel",
                "--iterations=1");
    assertEquals(0, test.code(), test.err());
    assertEquals(FORWARD, debugLines(test));
  }

  /** Returns level and text of the lines about passes. */
  private static List<String> debugLines(Program.Result result) {
    return result.errLines().stream()
        .filter(line -> line.matches(".*] {5}\\[(Forward|Backward|Update)\\].*"))
        .map(line -> line.charAt(0) + ": " + line.substring(line.indexOf("] ") + 2))
        .toList();
  }
}
