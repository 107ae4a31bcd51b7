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
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** 1 entry, full leaves, a full node, and trees of two and three levels. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8, 9, 256, 257, 8193})
  void groupsOfAnySizeAreRead(int size) throws IOException {
    List<Hdf5Node> children = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String name = "layer" + i * 31;
      children.add(
          i % 3 == 0
              ? new Hdf5Group(name, List.of(array("0", new float[] {i}, 1)))
              : new Hdf5Integer(name, i));
    }
    Collections.shuffle(children, new Random(size));
    Path file = folder.resolve("many.h5");
    Hdf5Writer.write(file, List.of(new Hdf5Group("data", children)));
    try (Hdf5File read = Hdf5File.open(file)) {
      assertEquals(
          children.stream().map(Hdf5Node::name).sorted().toList(),
          read.entries("data").stream().map(Hdf5Entry::name).toList());
      for (int i = 0; i < size; i += 1 + size / 100) {
        String name = "data/layer" + i * 31;
        assertEquals(
            i, i % 3 == 0 ? (int) read.dataset(name + "/0").read()[0] : read.integer(name));
      }
    }
  }

  @Test
  void groupsTextsAndNumbersNest() throws IOException {
    Path file = folder.resolve("nested.h5");
    Hdf5Group inner =
        new Hdf5Group("b", List.of(new Hdf5Text("empty", ""), array("n", new float[0], 0)));
    Hdf5Group outer = new Hdf5Group("a", List.of(inner, new Hdf5Group("none", List.of())));
    Hdf5Writer.write(
        file, List.of(new Hdf5Text("text", "Ω\n1"), outer, new Hdf5Integer("least", -1 << 31)));
    try (Hdf5File read = Hdf5File.open(file)) {
      assertEquals("Ω\n1", read.text("text"));
      assertEquals("", read.text("a/b/empty"));
      assertEquals(Integer.MIN_VALUE, read.integer("least"));
      assertArrayEquals(new float[0], read.dataset("a/b/n").read());
      assertEquals(List.of(), read.entries("a/none"));
      assertEquals(
          List.of(
              new Hdf5Entry("b", "a/b", Hdf5Entry.Kind.GROUP),
              new Hdf5Entry("none", "a/none", Hdf5Entry.Kind.GROUP)),
          read.entries("a"));
      assertThrows(DataException.class, () -> read.text("least"));
      assertThrows(DataException.class, () -> read.integer("text"));
      assertThrows(DataException.class, () -> read.entries("least"));
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
