package io.decant.data.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.data.DataException;
import io.decant.spi.op.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are written, and read by jHDF. */
class Hdf5WriterTest {
  @TempDir Path folder;

  static Hdf5Array array(String name, float[] values, long... shape) {
    return new Hdf5Array(
        name,
        Shape.of(shape),
        (first, count) -> FloatBuffer.wrap(values).slice((int) first, count));
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Random random = new Random(1);
    List<Hdf5Array> arrays = new ArrayList<>();
    List<float[]> values = new ArrayList<>();
    long[][] shapes = {{3, 4, 1, 1}, {1}, {40_000}, {2, 3, 5, 7, 1}, {7, 11}, {1, 1}, {5}, {3, 3}};
    for (int i = 0; i < shapes.length; i++) {
      float[] content = new float[(int) Shape.of(shapes[i]).count()];
      for (int j = 0; j < content.length; j++) {
        content[j] = random.nextFloat() - 0.5f;
      }
      values.add(content);
      arrays.add(array("set_" + "x".repeat(8 - i), content, shapes[i]));
    }
    Path file = folder.resolve("all.h5");
    Hdf5Writer.write(file, arrays);
    try (Hdf5File read = Hdf5File.open(file)) {
      assertEquals(shapes.length, read.names().size());
      for (int i = 0; i < shapes.length; i++) {
        Hdf5Dataset dataset = read.dataset(arrays.get(i).name());
        assertArrayEquals(shapes[i], dataset.shape().toArray());
        assertArrayEquals(values.get(i), dataset.read());
      }
    }
  }

  @Test
  void anEarlierFileStaysWhenTheNewOneFails() throws IOException {
    Path file = folder.resolve("out.h5");
    Hdf5Writer.write(file, List.of(array("data", new float[] {7}, 1)));
    Hdf5Array broken =
        new Hdf5Array(
            "data",
            Shape.of(2),
            (first, count) -> {
              throw new IllegalStateException("lost");
            });
    assertThrows(IllegalStateException.class, () -> Hdf5Writer.write(file, List.of(broken)));
    try (Hdf5File read = Hdf5File.open(file)) {
      assertArrayEquals(new float[] {7}, read.dataset("data").read());
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void aMissingFolderIsNamed() {
    Path file = folder.resolve("no/out.h5");
    DataException e =
        assertThrows(
            DataException.class,
            () -> Hdf5Writer.write(file, List.of(array("data", new float[] {7}, 1))));
    assertTrue(e.getMessage().contains("there is no folder " + file.getParent()), e.getMessage());
  }
}
