package io.decant.data.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.data.DataException;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Types, and files that are not what they should be. */
class Hdf5FileTest {
  @TempDir Path folder;

  private Path file(Consumer<WritableHdfFile> content) {
    Path file = folder.resolve("a.h5");
    try (WritableHdfFile out = HdfFile.write(file)) {
      content.accept(out);
    }
    return file;
  }

  private static float[] read(Path path, String name) throws DataException {
    try (Hdf5File file = Hdf5File.open(path)) {
      return file.dataset(name).read();
    }
  }

  private static String problem(Path path, String name) {
    DataException e = assertThrows(DataException.class, () -> read(path, name));
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    assertTrue(e.getMessage().contains(path.toString()), e.getMessage());
    return e.getMessage();
  }

  @Test
  void namesWithLineBreaksAreTold() {
    Path path = file(out -> out.putDataset("lab\rel\n", new float[] {1}));
    assertTrue(problem(path, "label").endsWith("it holds [lab\\x0del\\x0a]"));
  }

  @Test
  void numbersOfAllKinds() throws DataException {
    Path path =
        file(
            out -> {
              out.putDataset("float", new float[][] {{1.5f, -2}, {3, Float.NaN}});
              out.putDataset("double", new double[] {0.1, -1e300, 1e-60});
              out.putDataset("byte", new byte[] {-128, 127});
              out.putDataset("short", new short[] {-32768, 32767});
              out.putDataset("int", new int[] {Integer.MIN_VALUE, 16_777_217});
              out.putDataset("long", new long[] {Long.MIN_VALUE, 1L << 40});
              out.putGroup("group").putDataset("inner", new float[] {4});
              out.putDataset("scalar", 5);
            });
    assertArrayEquals(new float[] {1.5f, -2, 3, Float.NaN}, read(path, "float"));
    assertArrayEquals(new float[] {0.1f, Float.NEGATIVE_INFINITY, 0}, read(path, "double"));
    assertArrayEquals(new float[] {-128, 127}, read(path, "byte"));
    assertArrayEquals(new float[] {-32768, 32767}, read(path, "short"));
    assertArrayEquals(new float[] {-0x1p31f, 16_777_216}, read(path, "int"));
    assertArrayEquals(new float[] {-0x1p63f, 0x1p40f}, read(path, "long"));
    assertArrayEquals(new float[] {4}, read(path, "group/inner"));
    assertArrayEquals(new float[] {5}, read(path, "scalar"));
  }

  @Test
  void whatIsNoNumbersIsNamed() {
    Path path =
        file(
            out -> {
              out.putGroup("group").putDataset("inner", 1);
              out.putDataset("words", new String[] {"a", "b"});
            });
    assertTrue(problem(path, "words").contains("dataset 'words' of "), problem(path, "words"));
    assertTrue(problem(path, "words").contains("it holds text"), problem(path, "words"));
    assertTrue(problem(path, "group").contains("it is no dataset"), problem(path, "group"));
    String missing = problem(path, "data");
    assertTrue(missing.contains("holds no dataset 'data'; it holds [group, words]"), missing);
    assertTrue(problem(path, "words/x").contains("holds no dataset 'words/x'"));
    assertTrue(problem(path, "").contains("holds no dataset ''"));
  }

  @Test
  void filesThatAreNoHdf5Files() throws IOException {
    assertTrue(problem(folder.resolve("no.h5"), "data").contains("there is no such file"));
    assertTrue(problem(folder, "data").contains("it is a folder"));
    Path path = folder.resolve("x.h5");
    Files.createFile(path);
    assertTrue(problem(path, "data").contains("it is empty"));
    Files.writeString(path, "something else");
    assertTrue(problem(path, "data").contains("it is no HDF5 file"));
  }

  @Test
  void aFileCutAnywhereIsRefused() throws IOException {
    Path path = folder.resolve("whole.h5");
    float[] values = new float[100];
    Arrays.fill(values, 3);
    Hdf5Writer.write(path, List.of(Hdf5WriterTest.array("data", values, 10, 10)));
    byte[] whole = Files.readAllBytes(path);
    for (int length = 1; length < whole.length; length += 7) {
      Path cut = folder.resolve("cut.h5");
      Files.write(cut, Arrays.copyOf(whole, length));
      String problem = problem(cut, "data");
      String expected = length < 8 ? "it is no HDF5 file" : length < 48 ? "" : "it is cut short at";
      assertTrue(problem.contains(expected), problem);
    }
  }

  @Test
  void damageIsAnErrorOrLeavesNumbers() throws IOException {
    Path path =
        file(
            out -> {
              out.putDataset("data", new float[5][4]);
              out.putDataset("label", new int[5]);
            });
    Path own = folder.resolve("own.h5");
    Hdf5Writer.write(own, List.of(Hdf5WriterTest.array("data", new float[20], 5, 4)));
    for (Path source : List.of(path, own)) {
      byte[] whole = Files.readAllBytes(source);
      Path damaged = folder.resolve("damaged.h5");
      Random random = new Random(7);
      for (int i = 0; i < 200; i++) {
        byte[] bytes = whole.clone();
        for (int j = 0; j <= i % 4; j++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        Files.write(damaged, bytes);
        assertTimeoutPreemptively(
            Duration.ofSeconds(20),
            () ->
                assertDoesNotThrow(
                    () -> {
                      try {
                        read(damaged, "data");
                      } catch (DataException e) {
                        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
                      }
                    }));
      }
    }
  }
}
