package io.decant.data.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.layer.Positioned;
import io.decant.api.net.Net;
import io.decant.api.solver.Solver;
import io.decant.data.hdf5.Hdf5Array;
import io.decant.data.hdf5.Hdf5Writer;
import io.decant.proto.ProtoFormatException;
import io.decant.proto.caffe.Phase;
import io.decant.spi.op.Shape;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The layer in nets on the CPU. */
@Timeout(60)
class Hdf5DataLayerTest extends OnCpu {
  private Net net(String parameters) throws IOException {
    Path file = folder.resolve("net.prototxt");
    Files.writeString(
        file,
        """
        layer {
          name: "rows"
          type: "HDF5Data"
          top: "data"
          top: "label"
          %s
        }
        """
            .formatted(parameters));
    return decant.net(file).phase(Phase.TRAIN).directory(folder).seed(3).build();
  }

  private static Hdf5Array array(String name, int first, long... shape) {
    float[] values = new float[(int) Shape.of(shape).count()];
    int row = (int) Shape.of(shape).countFrom(1);
    for (int i = 0; i < values.length; i++) {
      values[i] = first + i / row + 0.25f * (i % row);
    }
    return new Hdf5Array(
        name, Shape.of(shape), (from, count) -> FloatBuffer.wrap(values, (int) from, count));
  }

  /** Files of 3 and 4 rows, 0 to 6, that a list names. */
  private void files() throws IOException {
    Hdf5Writer.write(folder.resolve("a.h5"), List.of(array("data", 0, 3, 2), array("label", 0, 3)));
    Hdf5Writer.write(folder.resolve("b.h5"), List.of(array("data", 3, 4, 2), array("label", 3, 4)));
    Files.writeString(folder.resolve("list.txt"), "a.h5\n\n  b.h5 ");
  }

  private static float[] labels(Net net, int batches) {
    List<Float> labels = new ArrayList<>();
    for (int i = 0; i < batches; i++) {
      net.forward();
      for (float label : net.blob("label").data()) {
        labels.add(label);
      }
    }
    float[] all = new float[labels.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = labels.get(i);
    }
    return all;
  }

  private static Positioned positioned(Net net) {
    return assertInstanceOf(Positioned.class, net.layers().get(0).layer());
  }

  @Test
  void rowsGoOnInTheNextFileAndStartOver() throws IOException {
    files();
    try (Net net = net("hdf5_data_param { source: 'list.txt' batch_size: 5 }")) {
      assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5, 6, 0, 1, 2}, labels(net, 2));
      assertArrayEquals(
          new float[] {5, 5.25f, 6, 6.25f, 0, 0.25f, 1, 1.25f, 2, 2.25f}, net.blob("data").data());
    }
    try (Net net = net("hdf5_data_param { source: 'list.txt' batch_size: 16 }")) {
      assertArrayEquals(
          new float[] {0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5, 6, 0, 1}, labels(net, 1));
    }
  }

  @Test
  void shuffledEveryRowComesOnceInARoundAndFromAPositionTheSame() throws IOException {
    files();
    String parameters = "hdf5_data_param { source: 'list.txt' batch_size: 7 shuffle: true }";
    float[] all;
    try (Net net = net(parameters)) {
      all = labels(net, 6);
      assertEquals(42, positioned(net).position());
    }
    float[] inOrder = {0, 1, 2, 3, 4, 5, 6};
    for (int round = 0; round < 6; round++) {
      float[] rows = Arrays.copyOfRange(all, 7 * round, 7 * round + 7);
      Arrays.sort(rows);
      assertArrayEquals(inOrder, rows);
    }
    assertFalse(
        Arrays.equals(Arrays.copyOfRange(all, 0, 7), Arrays.copyOfRange(all, 7, 14))
            && Arrays.equals(Arrays.copyOfRange(all, 7, 14), Arrays.copyOfRange(all, 14, 21)));
    try (Net net = net(parameters)) {
      positioned(net).seek(16);
      assertArrayEquals(Arrays.copyOfRange(all, 16, 16 + 21), labels(net, 3));
    }
  }

  @Test
  void aRunWithoutASeedGoesOnInTheSameShuffledOrder() throws IOException {
    files();
    Files.writeString(
        folder.resolve("train.prototxt"),
        """
        layer {
          name: "rows" type: "HDF5Data" top: "data" top: "label"
          hdf5_data_param { source: "list.txt" batch_size: 2 shuffle: true }
        }
        layer {
          name: "ip" type: "InnerProduct" bottom: "data" top: "y"
          inner_product_param { num_output: 1 weight_filler { type: "xavier" } }
        }
        layer { name: "loss" type: "EuclideanLoss" bottom: "y" bottom: "label" }
        """);
    Path solver = folder.resolve("solver.prototxt");
    Files.writeString(
        solver,
        """
        net: "train.prototxt" base_lr: 0.01 momentum: 0.9 lr_policy: "fixed" max_iter: 30
        snapshot_prefix: "%s"
        """
            .formatted(folder.resolve("run")));
    float[] expected;
    try (Solver run = decant.solver(solver).directory(folder).build()) {
      run.step(5);
      run.snapshot();
      run.step(9);
      expected = run.net().blob(run.net().parameters().get(0)).data();
    }
    try (Solver run = decant.solver(solver).directory(folder).build()) {
      run.restore(folder.resolve("run_iter_5.solverstate"));
      run.step(9);
      assertArrayEquals(expected, run.net().blob(run.net().parameters().get(0)).data());
    }
  }

  @Test
  void everyTopIsADatasetOfOneAxisOrMore() throws IOException {
    Path file = folder.resolve("a.h5");
    try (WritableHdfFile out = HdfFile.write(file)) {
      out.putDataset("data", new double[2][1][2][1][2]);
      out.putDataset("label", new byte[] {7, -8});
    }
    Files.writeString(folder.resolve("list.txt"), "a.h5");
    try (Net net = net("hdf5_data_param { source: 'list.txt' batch_size: 3 }")) {
      assertArrayEquals(new float[] {7, -8, 7}, labels(net, 1));
      assertEquals(Shape.of(3, 1, 2, 1, 2), net.blob("data").shape());
    }
  }

  @Test
  void aFileThatChangesIsNamedWhenItsTurnComes() throws IOException {
    files();
    try (Net net = net("hdf5_data_param { source: 'list.txt' batch_size: 1 }")) {
      Hdf5Writer.write(
          folder.resolve("b.h5"), List.of(array("data", 3, 2, 2), array("label", 3, 2)));
      RuntimeException e = assertThrows(RuntimeException.class, () -> labels(net, 6));
      assertTrue(e.getMessage().contains("layer 'rows'"), e.getMessage());
      assertTrue(e.getMessage().contains("files must stay as they are"), e.getMessage());
    }
  }

  private void refused(String parameters, String problem) {
    ProtoFormatException e =
        assertThrows(ProtoFormatException.class, () -> net(parameters).close());
    assertTrue(e.getMessage().contains("net.prototxt:"), e.getMessage());
    assertTrue(e.getMessage().contains("layer 'rows' (HDF5Data): "), e.getMessage());
    assertTrue(e.getMessage().contains(problem), e.getMessage());
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hdf5_data_param { batch_size: 4 } | no list of files is given
          hdf5_data_param { source: 'list.txt' } | hdf5_data_param.batch_size is 0
          hdf5_data_param { source: 'list.txt' batch_size: 4294967295 } | batch_size is 4294967295
          hdf5_data_param { source: 'list.txt' batch_size: 2147483647 } | reduce hdf5_data_param.batch
          hdf5_data_param { source: 'no.txt' batch_size: 4 } | no.txt: there is no such file
          hdf5_data_param { source: 'folder' batch_size: 4 } | folder: it is a folder
          hdf5_data_param { source: 'a.h5' batch_size: 4 } | a.h5: it is an HDF5 file; a text file
          hdf5_data_param { source: 'a\\000b' batch_size: 4 } | no file can have the name
          hdf5_data_param { source: 'list.txt' batch_size: 4 } transform_param { } | no transform_param
          """)
  void refusesByFileLineAndLayer(String parameters, String problem) throws IOException {
    files();
    Files.createDirectory(folder.resolve("folder"));
    refused(parameters, problem);
  }

  @Test
  void listsThatNameNoGoodFile() throws IOException {
    files();
    Files.createDirectory(folder.resolve("folder"));
    Files.writeString(folder.resolve("text.h5"), "text");
    byte[] whole = Files.readAllBytes(folder.resolve("a.h5"));
    Files.write(folder.resolve("cut.h5"), Arrays.copyOf(whole, whole.length - 3));
    String parameters = "hdf5_data_param { source: 'list.txt' batch_size: 4 }";
    for (String[] listed :
        new String[][] {
          {" \n\n", "list.txt: it names no file"},
          {"a.h5 none.h5", "none.h5: there is no such file"},
          {"folder", "folder: it is a folder"},
          {"a.h5 text.h5", "text.h5: it is no HDF5 file"},
          {"a.h5 cut.h5", "cut.h5: it is cut short at "},
          {"a\0", "list.txt: it is no text"},
        }) {
      Files.writeString(folder.resolve("list.txt"), listed[0]);
      refused(parameters, listed[1]);
    }
  }

  @Test
  void datasetsThatDoNotFitTogether() throws IOException {
    String parameters = "hdf5_data_param { source: 'list.txt' batch_size: 4 }";
    files();
    Hdf5Array data = array("data", 0, 3, 2);
    for (Object[] label :
        new Object[][] {
          {array("label", 0, 4), "b.h5 has 4 rows, but dataset 'data' has 3"},
          {array("other", 0, 3), "b.h5 holds no dataset 'label'; it holds [data, other]"},
          {array("label", 0, 0), "has no rows: its shape is"},
          {array("label", 0, 3, 0), "has empty rows"},
          {array("label", 0, 3, 1), "b.h5 has shape 3x1, but in "},
          {array("label", 0), "dataset 'label' of "},
        }) {
      Hdf5Writer.write(folder.resolve("b.h5"), List.of(data, (Hdf5Array) label[0]));
      refused(parameters, (String) label[1]);
    }
    Files.delete(folder.resolve("b.h5"));
    try (WritableHdfFile out = HdfFile.write(folder.resolve("b.h5"))) {
      out.putDataset("data", new float[3][2]);
      out.putDataset("label", new String[] {"a", "b", "c"});
    }
    refused(parameters, "dataset 'label' of ");
    refused(parameters, "it holds text");
  }

  @Test
  void closingEndsTheThread() throws IOException {
    files();
    try (Net net = net("hdf5_data_param { source: 'list.txt' batch_size: 5 }")) {
      labels(net, 1);
      assertTrue(readers().count() > 0);
    }
    assertEquals(0, readers().count());
  }

  private static Stream<Thread> readers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("decant-data-rows"));
  }
}
