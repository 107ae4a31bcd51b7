package io.decant.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs over a database that are stopped, go on, and lose their disk. */
class ResumeTest {
  private static final int RECORDS = 23;
  private static final String NET =
      """
      name: "FromDatabase"
      layer {
        name: "data" type: "Data" top: "x" top: "y"
        transform_param { scale: 0.004 }
        data_param { source: "db" backend: LMDB batch_size: 4 }
      }
      layer {
        name: "ip" type: "InnerProduct" bottom: "x" top: "h"
        inner_product_param { num_output: OUTPUTS weight_filler { type: "xavier" } }
      }
      layer { name: "drop" type: "Dropout" bottom: "h" top: "h" }
      layer { name: "loss" type: "SoftmaxWithLoss" bottom: "h" bottom: "y" top: "loss" }
      """;

  @TempDir Path folder;
  private Program program;

  @BeforeEach
  void database() throws Exception {
    assumeFalse(System.getProperty("os.name").startsWith("Windows"));
    program = new Program(folder);
    Random random = new Random(5);
    byte[] pixels = new byte[RECORDS * 9];
    random.nextBytes(pixels);
    ByteBuffer images = ByteBuffer.allocate(16 + pixels.length);
    images.putInt(2051).putInt(RECORDS).putInt(3).putInt(3).put(pixels);
    Files.write(folder.resolve("images"), images.array());
    ByteBuffer labels = ByteBuffer.allocate(8 + RECORDS).putInt(2049).putInt(RECORDS);
    for (int i = 0; i < RECORDS; i++) {
      labels.put((byte) random.nextInt(3));
    }
    Files.write(folder.resolve("labels"), labels.array());
    succeed("convert_mnist_data", "images", "labels", "db");
  }

  /**
   * The last snapshot of the stopped run is in the middle of the database's second or a later
   * round, because 4 does not divide 23.
   */
  @ParameterizedTest
  @CsvSource({"BINARYPROTO, ''", "HDF5, .h5"})
  void anInterruptedRunGoesOnAtItsRecordToTheSameBits(String format, String suffix)
      throws Exception {
    String snapshots = " snapshot_format: " + format;
    write(3, "max_iter: 100000000 display: 1" + snapshots);
    Process process =
        program.start(Program.signalsAsUsual(), Map.of(), "train", "--solver=solver.prototxt");
    program.awaitLog(process, "Iteration 10,");
    Program.send("INT", process);
    Program.Result stopped = program.finish(process);
    assertEquals(0, stopped.code(), stopped.err());
    Path state = only(".solverstate" + suffix);
    int at = Integer.parseInt(state.getFileName().toString().replaceAll("\\..*|\\D", ""));
    assertTrue(at >= 10, state.toString());

    write(3, "max_iter: " + (at + 7) + snapshots);
    succeed("train", "--solver=solver.prototxt", "--snapshot=" + state.getFileName());
    Path model = folder.resolve("run_iter_" + (at + 7) + ".caffemodel" + suffix);
    Path history = folder.resolve("run_iter_" + (at + 7) + ".solverstate" + suffix);
    byte[] resumedModel = Files.readAllBytes(model);
    byte[] resumedHistory = Files.readAllBytes(history);
    Files.delete(model);
    succeed("train", "--solver=solver.prototxt");
    assertArrayEquals(Files.readAllBytes(model), resumedModel);
    assertArrayEquals(Files.readAllBytes(history), resumedHistory);
  }

  /** The last file wins; without an iteration, what is written is what was read. */
  @Test
  void weightsMayComeFromFilesOfBothFormats() throws Exception {
    write(3, "max_iter: 2");
    succeed("train", "--solver=solver.prototxt");
    write(3, "max_iter: 3 snapshot_format: HDF5");
    succeed("train", "--solver=solver.prototxt");
    String binary = "run_iter_2.caffemodel";
    String hdf5 = "run_iter_3.caffemodel.h5";
    write(3, "max_iter: 0");
    succeed("train", "--solver=solver.prototxt", "--weights=" + hdf5 + "," + binary);
    assertArrayEquals(bytes(binary), bytes("run_iter_0.caffemodel"));
    write(3, "max_iter: 0 snapshot_format: HDF5");
    succeed("train", "--solver=solver.prototxt", "--weights=" + binary + "," + hdf5);
    assertArrayEquals(bytes(hdf5), bytes("run_iter_0.caffemodel.h5"));
  }

  /** As in Caffe. */
  @Test
  void weightsOnTheCommandLineTakeThePlaceOfTheSolvers() throws Exception {
    write(3, "max_iter: 2");
    succeed("train", "--solver=solver.prototxt");
    write(3, "max_iter: 0 weights: 'absent.caffemodel'");
    succeed("train", "--solver=solver.prototxt", "--weights=run_iter_2.caffemodel");
    assertArrayEquals(bytes("run_iter_2.caffemodel"), bytes("run_iter_0.caffemodel"));
  }

  @Test
  void resumingStartsWhereThereIsNothingYet() throws Exception {
    write(3, "max_iter: 3");
    Program.Result first = program.run("train", "--solver=solver.prototxt", "--resume");
    assertEquals(0, first.code(), first.err());
    assertTrue(first.err().contains("There is no snapshot yet"), first.err());
    write(3, "max_iter: 5");
    Program.Result second = program.run("train", "--solver=solver.prototxt", "--resume");
    assertTrue(
        second.err().contains("Restoring previous solver status from run_iter_3.solverstate"),
        second.err());
    for (String wrong : List.of("--max_snapshots=-1", "--snapshot=run_iter_3.solverstate")) {
      assertEquals(2, program.run("train", "--solver=solver.prototxt", "--resume", wrong).code());
    }
  }

  private byte[] bytes(String file) throws IOException {
    return Files.readAllBytes(folder.resolve(file));
  }

  /** A limit on the size of files fails as a full disk does, in the middle of a write. */
  @Test
  void aSnapshotThatDoesNotFitTheDiskLeavesTheOldOneAlone() throws Exception {
    write(60_000, "max_iter: 2");
    Path model = folder.resolve("run_iter_2.caffemodel");
    Files.writeString(model, "old");
    Process process =
        program.start(
            List.of("sh", "-c", "ulimit -f 600; exec \"$@\"", "sh"),
            Map.of(),
            "train",
            "--solver=solver.prototxt");
    Program.Result result = program.finish(process);
    assertEquals(1, result.code(), result.err());
    List<String> lines = result.errLines();
    String last = lines.get(lines.size() - 1);
    assertTrue(last.startsWith("decant: cannot write " + model + ": "), result.err());
    assertTrue(last.contains("what was there before is untouched"), result.err());
    assertEquals("old", Files.readString(model));
    try (var files = Files.list(folder)) {
      assertTrue(files.noneMatch(file -> file.toString().endsWith(".tmp")));
    }
  }

  private void write(int outputs, String more) throws IOException {
    Files.writeString(folder.resolve("net.prototxt"), NET.replace("OUTPUTS", "" + outputs));
    Files.writeString(
        folder.resolve("solver.prototxt"),
        """
        net: "net.prototxt" base_lr: 0.05 lr_policy: "inv" gamma: 0.01 power: 0.75 momentum: 0.9
        weight_decay: 0.001 snapshot_prefix: "run" random_seed: 7 solver_mode: CPU
        %s
        """
            .formatted(more));
  }

  private void succeed(String... arguments) throws Exception {
    Program.Result result = program.run(arguments);
    assertEquals(0, result.code(), result.err());
  }

  private Path only(String end) throws IOException {
    try (var files = Files.list(folder)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(end)).toList();
      assertEquals(1, found.size(), found.toString());
      return found.get(0);
    }
  }
}
