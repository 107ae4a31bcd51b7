package io.decant.data.snapshot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.snapshot.SnapshotFormats;
import io.decant.api.snapshot.StoredBlob;
import io.decant.api.snapshot.StoredLayer;
import io.decant.data.hdf5.Hdf5File;
import io.decant.data.hdf5.Hdf5Group;
import io.decant.data.hdf5.Hdf5Integer;
import io.decant.data.hdf5.Hdf5Text;
import io.decant.data.hdf5.Hdf5Writer;
import io.decant.proto.ProtoException;
import io.decant.proto.ProtoFileException;
import io.decant.proto.caffe.DataPosition;
import io.decant.proto.caffe.LayerParameter;
import io.decant.proto.caffe.SolverParameter;
import io.decant.proto.caffe.SolverState;
import io.decant.proto.io.BlobData;
import io.decant.proto.io.LayerWeights;
import io.decant.spi.op.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Hdf5FormatTest {
  private static final Hdf5Format FORMAT = new Hdf5Format();

  @TempDir Path folder;

  private static StoredBlob blob(float value, long... shape) {
    return blob(value, false, shape);
  }

  private static StoredBlob blob(float value, boolean shared, long... shape) {
    Shape extents = Shape.of(shape);
    return new StoredBlob(
        extents, shared, () -> values(value, extents), () -> values(-value, extents));
  }

  private static float[] values(float first, Shape shape) {
    float[] values = new float[(int) shape.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = first + i;
    }
    return values;
  }

  private static StoredLayer layer(String name, StoredBlob... blobs) {
    return new StoredLayer(LayerParameter.newBuilder().setName(name).build(), List.of(blobs));
  }

  private static List<LayerWeights> read(Path file) {
    List<LayerWeights> layers = new ArrayList<>();
    FORMAT.readWeights(file, layers::add);
    return layers;
  }

  private Path weights() {
    Path file = folder.resolve("net.caffemodel.h5");
    FORMAT.writeWeights(
        file,
        "net",
        List.of(
            layer("data"),
            layer("a", blob(1, 2, 3), blob(2, 2)),
            layer("a/1x1", blob(3, true, 2, 3), blob(4, 3)),
            layer("b/c/d", blob(5, 20_000)),
            layer("b/c/e", blob(6, 1, 1), blob(7, true, 4))));
    return file;
  }

  @Test
  void weightsComeBackWithTheirNamesAndShapes() {
    List<LayerWeights> layers = read(weights());
    assertEquals(
        List.of("a/1x1", "a", "b/c/d", "b/c/e", "data"),
        layers.stream().map(LayerWeights::name).toList());
    assertSame(BlobData.LEFT_OUT, layers.get(0).blobs().get(0));
    assertArrayEquals(new float[] {4, 5, 6}, layers.get(0).blobs().get(1).data());
    assertArrayEquals(new long[] {2, 3}, layers.get(1).blobs().get(0).shape());
    assertArrayEquals(values(5, Shape.of(20_000)), layers.get(2).blobs().get(0).data());
    assertEquals(1, layers.get(3).blobs().size());
    assertEquals(List.of(), layers.get(4).blobs());
  }

  @Test
  void gradientsStandBesideTheWeightsAlsoOfSharedParameters() throws IOException {
    try (Hdf5File file = Hdf5File.open(weights())) {
      assertEquals(List.of("data", "diff"), file.names());
      assertArrayEquals(new float[] {-7, -6, -5, -4}, file.dataset("diff/b/c/e/1").read());
    }
  }

  @Test
  void theFormatIsFoundByNameAndByFirstBytes() throws IOException {
    assertEquals("HDF5", SnapshotFormats.of(SolverParameter.SnapshotFormat.HDF5).title());
    Path renamed = Files.move(weights(), folder.resolve("weights"));
    assertEquals("HDF5", SnapshotFormats.reading(renamed).title());
    assertEquals("HDF5", SnapshotFormats.writing(Path.of("x.h5")).title());
    assertEquals("binary proto", SnapshotFormats.reading(folder.resolve("none")).title());
    assertEquals("binary proto", SnapshotFormats.writing(Path.of("x.caffemodel")).title());
  }

  @Test
  void whatHdf5CannotNameIsRefusedBeforeAnythingIsWritten() throws IOException {
    Path file = folder.resolve("x.h5");
    refused(file, "'0' is twice in '/data/a'", layer("a", blob(1, 1)), layer("a/0", blob(2, 1)));
    refused(file, "'0' is twice in '/data/a'", layer("a", blob(1, 1)), layer("a", blob(2, 1)));
    refused(file, "'' in '/data/a' is no name in HDF5", layer("a//b", blob(1, 1)));
    refused(file, "'.' in '/data' is no name in HDF5", layer("./b", blob(1, 1)));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  private static void refused(Path file, String expected, StoredLayer... layers) {
    ProtoFileException e =
        assertThrows(ProtoFileException.class, () -> FORMAT.checkWeights(file, List.of(layers)));
    assertTrue(e.getMessage().contains("cannot write " + file + ": " + expected), e.getMessage());
    assertThrows(ProtoFileException.class, () -> FORMAT.writeWeights(file, "n", List.of(layers)));
  }

  @Test
  void anEarlierFileStaysWhenWritingFails() throws IOException {
    Path file = weights();
    byte[] before = Files.readAllBytes(file);
    StoredBlob broken =
        new StoredBlob(
            Shape.of(3),
            () -> {
              throw new IllegalStateException("lost");
            });
    assertThrows(
        IllegalStateException.class,
        () -> FORMAT.writeWeights(file, "n", List.of(layer("a", broken))));
    assertArrayEquals(before, Files.readAllBytes(file));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  private Path state(SolverState header) {
    Path file = folder.resolve("net.solverstate.h5");
    List<StoredBlob> history = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      history.add(blob(i, 2, 1 + i));
    }
    FORMAT.writeState(file, header, history);
    return file;
  }

  @Test
  void aStateComesBackWithWhatDecantAdds() {
    SolverState header =
        SolverState.newBuilder()
            .setIter(123_456_789)
            .setLearnedNet("net_Ω.caffemodel.h5")
            .setCurrentStep(3)
            .setRandomSeed(1L << 60)
            .addDataPosition(
                DataPosition.newBuilder().setNet("test#0").setLayer("a \"b\"").setRecord(77))
            .build();
    List<BlobData> history = new ArrayList<>();
    assertEquals(header, FORMAT.readState(state(header), history::add));
    assertEquals(12, history.size());
    assertArrayEquals(new long[] {2, 12}, history.get(11).shape());
    assertArrayEquals(values(11, Shape.of(2, 12)), history.get(11).data());
  }

  @Test
  void otherFilesAreNamed() throws IOException {
    Path state = state(SolverState.newBuilder().setIter(1).build());
    problem(state, true, state + " is no caffemodel: it holds no group 'data', but [");
    Path weights = weights();
    problem(weights, false, weights + " is no solverstate: it should hold 'iter' and 'history'");
    Path other = folder.resolve("other.h5");
    Hdf5Writer.write(
        other, List.of(new Hdf5Group("data", List.of(new Hdf5Group("a", List.of(text("x")))))));
    problem(other, true, "cannot read " + other + ": dataset 'data/a/x' is no blob");
    Hdf5Writer.write(
        other, List.of(new Hdf5Group("data", List.of(new Hdf5Group("a", List.of(text("0")))))));
    problem(other, true, "cannot read dataset 'data/a/0' of " + other + ": it holds text");
    Hdf5Group gap = new Hdf5Group("history", List.of(text("1")));
    Hdf5Writer.write(
        other, List.of(new Hdf5Integer("iter", 1), new Hdf5Integer("current_step", 0), gap));
    problem(other, false, "there is no dataset 'history/0', but 'history/1'");
    Hdf5Writer.write(other, List.of(text("iter"), gap));
    problem(other, false, "cannot read dataset 'iter' of " + other + ": it is no int32");
    Files.writeString(other, "not this");
    problem(other, true, "cannot read " + other + ": it is no HDF5 file");
    problem(folder.resolve("none.h5"), false, "there is no such file");
  }

  private static Hdf5Text text(String name) {
    return new Hdf5Text(name, "text");
  }

  private static void problem(Path file, boolean weights, String expected) {
    ProtoException e =
        assertThrows(
            ProtoException.class,
            () -> {
              if (weights) {
                read(file);
              } else {
                FORMAT.readState(file, blob -> {});
              }
            });
    assertTrue(e.getMessage().contains(expected), e.getMessage());
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
  }

  @Test
  void damageIsAnErrorOrLeavesNumbers() throws IOException {
    SolverState header = SolverState.newBuilder().setIter(5).setRandomSeed(9).build();
    Path damaged = folder.resolve("damaged.h5");
    Random random = new Random(11);
    int errors = 0;
    for (Path source : List.of(weights(), state(header))) {
      byte[] whole = Files.readAllBytes(source);
      int head = Math.min(whole.length, 12_000);
      for (int i = 0; i < 300; i++) {
        byte[] bytes = i % 10 == 0 ? Arrays.copyOf(whole, random.nextInt(head)) : whole.clone();
        for (int j = 0; j <= i % 4 && bytes.length > 0; j++) {
          bytes[random.nextInt(Math.min(head, bytes.length))] = (byte) random.nextInt(256);
        }
        Files.write(damaged, bytes);
        errors += assertTimeoutPreemptively(Duration.ofSeconds(20), () -> tryReading(damaged));
      }
    }
    // each file is damaged, and of the other kind
    assertTrue(errors > 660, errors + " errors");
  }

  /** Returns how often an error of one line came. */
  private static int tryReading(Path file) {
    int errors = 0;
    List<Runnable> readings = List.of(() -> read(file), () -> FORMAT.readState(file, blob -> {}));
    for (Runnable reading : readings) {
      try {
        reading.run();
      } catch (ProtoException e) {
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
        errors++;
      }
    }
    return errors;
  }
}
