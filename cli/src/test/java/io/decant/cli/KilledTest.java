package io.decant.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that does little else than write snapshots, of both formats in turn, and is killed at
 * random moments of that.
 */
class KilledTest {
  private static final int KILLS = Boolean.getBoolean("decant.full") ? 50 : 3;
  private static final int LONGEST_WAIT_MILLIS = 400;
  private static final Pattern STATE_BEGUN =
      Pattern.compile("Snapshotting solver state to .*_iter_(\\d+)\\.solverstate");
  private static final Pattern RESTORED =
      Pattern.compile("Restoring previous solver status from .*_iter_(\\d+)\\.solverstate");

  private static final String NET =
      """
      name: "Killed"
      layer {
        name: "data" type: "DummyData" top: "x" top: "y"
        dummy_data_param {
          shape { dim: 1 dim: 500 } shape { dim: 1 dim: 500 }
          data_filler { type: "gaussian" } data_filler { value: 0.5 }
        }
      }
      layer { name: "drop" type: "Dropout" bottom: "x" top: "x" }
      layer {
        name: "ip" type: "InnerProduct" bottom: "x" top: "ip"
        inner_product_param { num_output: 500 weight_filler { type: "xavier" } }
      }
      layer { name: "loss" type: "EuclideanLoss" bottom: "ip" bottom: "y" top: "loss" }
      """;

  @TempDir Path folder;
  private final Random random = new Random(20_261_126);

  @Test
  void aKilledRunGoesOnAtItsLastSnapshotOrALaterOne() throws Exception {
    Program program = new Program(folder);
    int complete = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      solver(folder, 1_000_000, kill % 2 == 0 ? "BINARYPROTO" : "HDF5", 1);
      Process process =
          program.start(
              List.of(),
              Map.of(),
              "train",
              "--solver=solver.prototxt",
              "--resume",
              "--max_snapshots=3");
      // However slow the machine, it has written one more snapshot, and begun another.
      program.awaitLog(process, "run_iter_" + (complete + 2) + ".solverstate");
      Thread.sleep(random.nextInt(LONGEST_WAIT_MILLIS));
      process.destroyForcibly();
      String log = program.finish(process).err();
      assertFalse(log.contains("Passing over"), log);
      assertTrue(restored(log) >= complete, "at " + complete + ", then " + log);
      complete = Math.max(restored(log), completed(log));
      assertTrue(snapshots() <= 4, snapshots() + " snapshots");
    }
    assertTrue(complete >= KILLS, complete + " snapshots");
    resumesToTheBitsOfAnUnbrokenRun(program, complete + 5);
  }

  private void resumesToTheBitsOfAnUnbrokenRun(Program program, int end) throws Exception {
    solver(folder, end, "BINARYPROTO", 1);
    Program.Result resumed =
        program.run("train", "--solver=solver.prototxt", "--resume", "--max_snapshots=1");
    assertEquals(0, resumed.code(), resumed.err());
    assertEquals(1, snapshots());
    try (Stream<Path> files = Files.list(folder)) {
      assertTrue(files.noneMatch(file -> file.toString().endsWith(".tmp")));
    }
    Path other = Files.createDirectory(folder.resolve("unbroken"));
    solver(other, end, "BINARYPROTO", 0);
    Program.Result whole = new Program(other).run("train", "--solver=solver.prototxt");
    assertEquals(0, whole.code(), whole.err());
    String model = "run_iter_" + end + ".caffemodel";
    assertArrayEquals(
        Files.readAllBytes(other.resolve(model)), Files.readAllBytes(folder.resolve(model)));
  }

  /** Returns where the run went on, or 0. */
  private static int restored(String log) {
    Matcher matcher = RESTORED.matcher(log);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  /** Returns the last snapshot that the run was done with: it had begun another one. */
  private static int completed(String log) {
    int last = 0;
    int before = 0;
    Matcher matcher = STATE_BEGUN.matcher(log);
    while (matcher.find()) {
      before = last;
      last = Integer.parseInt(matcher.group(1));
    }
    return before;
  }

  private long snapshots() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().matches(".*\\.solverstate(\\.h5)?")).count();
    }
  }

  private static void solver(Path folder, int end, String format, int snapshot) throws IOException {
    Files.writeString(folder.resolve("net.prototxt"), NET);
    Files.writeString(
        folder.resolve("solver.prototxt"),
        """
        net: "net.prototxt" base_lr: 0.0001 lr_policy: "fixed" momentum: 0.9 random_seed: 7
        snapshot_prefix: "run" solver_mode: CPU max_iter: %d snapshot_format: %s snapshot: %d
        """
            .formatted(end, format, snapshot));
  }
}
