package io.decant.data.mnist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.data.datum.DatumReader;
import io.decant.data.db.Database;
import io.decant.data.db.Databases;
import io.decant.data.db.Existing;
import io.decant.proto.caffe.DataParameter.DB;
import io.decant.proto.caffe.Datum;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conversion of files made here. */
class MnistConverterTest {
  private static final int ITEMS = 1234;
  private static final int ROWS = 5;
  private static final int COLUMNS = 3;

  @TempDir Path folder;
  private final byte[] images = new byte[16 + ITEMS * ROWS * COLUMNS];
  private final byte[] labels = new byte[8 + ITEMS];
  private Path imageFile;
  private Path labelFile;
  private Path database;
  private String output = "";
  private String errors = "";

  @BeforeEach
  void write() throws IOException {
    Random random = new Random(7);
    random.nextBytes(images);
    random.nextBytes(labels);
    ByteBuffer.wrap(images).putInt(0x803).putInt(ITEMS).putInt(ROWS).putInt(COLUMNS);
    ByteBuffer.wrap(labels).putInt(0x801).putInt(ITEMS);
    imageFile = Files.write(folder.resolve("images"), images);
    labelFile = Files.write(folder.resolve("labels"), labels);
    database = folder.resolve("db");
  }

  private int convert(Existing existing) {
    StringBuilder lines = new StringBuilder();
    errors = "";
    try {
      MnistConverter.convert(
          imageFile, labelFile, database, DB.LMDB, existing, line -> lines.append(line));
    } catch (IOException e) {
      errors = String.valueOf(e.getMessage());
    }
    output = lines.toString();
    return errors.isEmpty() ? 0 : 1;
  }

  private int convert() {
    return convert(Existing.REFUSE);
  }

  private void assertFails(String problem) throws IOException {
    assertEquals(1, convert());
    assertTrue(errors.contains(problem), errors);
    assertEquals(1, errors.lines().count(), errors);
    try (var files = Files.list(folder)) {
      assertFalse(files.anyMatch(file -> file.getFileName().toString().contains("db")));
    }
  }

  private void assertConverted() throws IOException {
    try (Database made = Databases.open(database, DB.LMDB)) {
      assertEquals(ITEMS, made.size());
      DatumReader reader = new DatumReader(made, 0, 1);
      for (int i = 0; i < ITEMS; i++) {
        Datum datum = reader.next();
        assertTrue(reader.where().contains("(key %08d)".formatted(i)), reader.where());
        assertEquals(List.of(1, ROWS, COLUMNS), shape(datum));
        assertEquals(labels[8 + i] & 0xff, datum.getLabel());
        int first = 16 + i * ROWS * COLUMNS;
        assertArrayEquals(
            Arrays.copyOfRange(images, first, first + ROWS * COLUMNS),
            datum.getData().toByteArray());
      }
    }
  }

  private static List<Integer> shape(Datum datum) {
    return List.of(datum.getChannels(), datum.getHeight(), datum.getWidth());
  }

  @Test
  void convertsPlainFiles() throws IOException {
    assertEquals(0, convert(), errors);
    assertTrue(output.contains("Processed 1234 files."), output);
    assertConverted();
  }

  @Test
  void convertsGzippedFiles() throws IOException {
    for (Path file : List.of(imageFile, labelFile)) {
      byte[] content = Files.readAllBytes(file);
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
        out.write(content);
      }
    }
    assertEquals(0, convert(), errors);
    assertConverted();
  }

  @Test
  void anExistingDatabaseIsReplacedOnRequestOnly() throws IOException {
    assertEquals(0, convert());
    assertEquals(1, convert());
    assertTrue(errors.contains(database + ": it exists already"), errors);
    assertEquals(0, convert(Existing.REPLACE), errors);
    assertConverted();
  }

  @Test
  void damagedInputLeavesAnExistingDatabase() throws IOException {
    assertEquals(0, convert());
    Files.write(imageFile, Arrays.copyOf(images, images.length - 1));
    assertEquals(1, convert(Existing.REPLACE));
    assertConverted();
  }

  @Test
  void filesThatAreNotWhatTheyShouldBe() throws IOException {
    Files.write(imageFile, Arrays.copyOf(images, images.length - 1));
    assertFails(imageFile + ": it ends after 1,233 of 1,234 images");
    Files.write(imageFile, Arrays.copyOf(images, images.length + 1));
    assertFails(imageFile + ": it goes on after the 1,234 images");
    Files.write(imageFile, Arrays.copyOf(images, 9));
    assertFails(imageFile + ": it ends within its header");
    Files.write(imageFile, labels);
    assertFails(
        imageFile
            + ": it is no IDX file of images: it begins with 0x00000801 instead of 0x00000803");
    ByteBuffer.wrap(images).putInt(8, -5);
    Files.write(imageFile, images);
    assertFails(imageFile + ": its header states a size of -5 on axis 1");
    ByteBuffer.wrap(images).putInt(8, 70_000).putInt(12, 70_000);
    Files.write(imageFile, images);
    assertFails(imageFile + ": its header states a size of 70000 on axis 2");
    Files.write(imageFile, new byte[] {0x1f, (byte) 0x8b, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
    assertFails(imageFile.toString());
    Files.delete(imageFile);
    assertFails(imageFile + ": there is no such file");
    imageFile = folder;
    assertFails(imageFile + ": it is not a regular file");
  }

  @Test
  void labelsOfAnotherNumber() throws IOException {
    ByteBuffer.wrap(labels).putInt(4, ITEMS - 1);
    Files.write(labelFile, labels);
    assertFails("1,234 images, but " + labelFile + " has 1,233 labels");
  }
}
