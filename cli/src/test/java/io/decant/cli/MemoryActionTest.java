package io.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a net needs, said before it runs. */
class MemoryActionTest {
  @TempDir Path folder;

  @Test
  void saysWhatIsNeededAndDrawsThePlan() throws IOException, InterruptedException {
    TinyRun.write(folder, 4, "");
    Program.Result result =
        new Program(folder)
            .run("memory", "--solver=solver.prototxt", "--device_memory=1KiB", "--html=plan.html");
    assertEquals(0, result.code(), result.err());
    for (String said :
        new String[] {
          "Program 'Tiny train'",
          "Smallest pool without cutting operators: ",
          "This pool: 1024 bytes",
          "Batch: 4; ",
          "Planner hybrid",
          "'Tiny train': a run: "
        }) {
      assertTrue(result.out().contains(said), said + " is missing in\n" + result.out());
    }
    String page = Files.readString(folder.resolve("plan.html"));
    assertTrue(page.contains("<svg") && page.contains("ip FORWARD"), page);
  }

  @Test
  void aNetThatDoesNotFitIsToldWhatWouldHelp() throws IOException, InterruptedException {
    TinyRun.write(folder, 4, "");
    Program.Result result =
        new Program(folder).run("train", "--solver=solver.prototxt", "--device_memory=1KiB");
    assertEquals(1, result.code());
    for (String said :
        new String[] {
          "Largest layers: ", "Batch: 4; the largest that fits: ", "With --lms auto: it fits"
        }) {
      assertTrue(result.err().contains(said), said + " is missing in\n" + result.err());
    }
  }

  @Test
  void theSolverSaysOnWhichDevice() throws IOException, InterruptedException {
    String said = "solver_mode: GPU, Caffe's default, asks for a graphics processor";
    TinyRun.write(folder, 4, "");
    Program.Result other = new Program(folder).run("memory", "--solver=solver.prototxt");
    assertTrue((other.out() + other.err()).contains(said), other.err());
    TinyRun.write(folder, 4, "solver_mode: CPU");
    Program.Result meant = new Program(folder).run("memory", "--solver=solver.prototxt");
    assertEquals(0, meant.code(), meant.err());
    assertFalse((meant.out() + meant.err()).contains(said), meant.err());
  }

  @Test
  void oneFileIsNeeded() throws IOException, InterruptedException {
    Program.Result result = new Program(folder).run("memory");
    assertEquals(2, result.code());
    assertTrue(result.err().contains("--solver=FILE or --model=FILE"), result.err());
  }
}
