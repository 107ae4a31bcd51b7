package io.decant.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The flag --precision on a device that computes in float32 alone. */
class PrecisionTest {
  private static final String REFUSED = "precision tf32 was asked for, but device '";

  @TempDir Path folder;

  @Test
  void theCpuSaysThatItHasNoTf32AndTrainsToTheSameBits() throws Exception {
    Program program = new Program(folder);
    Path model = folder.resolve("tiny_iter_6.caffemodel");
    Path history = folder.resolve("tiny_iter_6.solverstate");
    TinyRun.write(folder, 6, "snapshot: 3");
    String log = succeed(program, "train", "--solver=solver.prototxt", "--backend=cpu");
    assertTrue(log.contains("precision float32: "), log);
    byte[] weights = Files.readAllBytes(model);
    byte[] state = Files.readAllBytes(history);
    Files.delete(model);
    Files.delete(history);

    log =
        succeed(
            program,
            "train",
            "--solver=solver.prototxt",
            "--backend=cpu",
            "--precision=tf32",
            "--snapshot=tiny_iter_3.solverstate");
    assertTrue(log.contains(REFUSED) && log.contains("computed in float32"), log);
    assertArrayEquals(weights, Files.readAllBytes(model));
    assertArrayEquals(state, Files.readAllBytes(history));
  }

  @Test
  void testAndTimeTakeItToo() throws Exception {
    Program program = new Program(folder);
    TinyRun.write(folder, 1, "");
    succeed(program, "train", "--solver=solver.prototxt", "--backend=cpu");
    for (String command : new String[] {"test", "time"}) {
      String log =
          succeed(
              program,
              command,
              "--model=net.prototxt",
              "--weights=tiny_iter_1.caffemodel",
              "--iterations=1",
              "--backend=cpu",
              "--precision=tf32");
      assertTrue(log.contains(REFUSED), log);
    }
  }

  @Test
  void anotherValueIsAWrongCommandLine() throws Exception {
    TinyRun.write(folder, 1, "");
    Program.Result result =
        new Program(folder).run("train", "--solver=solver.prototxt", "--precision=half");
    assertEquals(2, result.code(), result.err());
    assertTrue(
        result.err().contains("--precision takes float32 or tf32, not 'half'"), result.err());
  }

  private static String succeed(Program program, String... arguments) throws Exception {
    Program.Result result = program.run(arguments);
    assertEquals(0, result.code(), result.err());
    return result.err();
  }
}
