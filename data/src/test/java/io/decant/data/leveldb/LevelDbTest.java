package io.decant.data.leveldb;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.data.DataException;
import io.decant.data.db.Cursor;
import io.decant.data.db.Database;
import io.decant.data.db.DatabaseWriter;
import io.decant.data.db.Databases;
import io.decant.data.db.Existing;
import io.decant.proto.caffe.DataParameter.DB;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.iq80.leveldb.CompressionType;
import org.iq80.leveldb.Options;
import org.iq80.leveldb.impl.Iq80DBFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The reader against the Java port of LevelDB, and against damage. */
@Timeout(120)
class LevelDbTest {
  @TempDir Path folder;

  private static byte[] value(Random random) {
    byte[] value = new byte[random.nextInt(3000)];
    random.nextBytes(value);
    // half of it is compressible
    for (int i = 0; i < value.length / 2; i++) {
      value[i] = (byte) (i / 50);
    }
    return value;
  }

  /** Makes a database with overwritten and deleted keys in several tables and in the log. */
  private SortedMap<String, byte[]> make(Path path, int changes, CompressionType compression)
      throws IOException {
    SortedMap<String, byte[]> expected = new TreeMap<>();
    Random random = new Random(7);
    Options options =
        new Options().compressionType(compression).writeBufferSize(100_000).blockSize(4096);
    for (int part = 0; part < 2; part++) {
      try (org.iq80.leveldb.DB database = Iq80DBFactory.factory.open(path.toFile(), options)) {
        for (int i = 0; i < changes; i++) {
          String key = "%08d".formatted(random.nextInt(changes));
          if (random.nextInt(5) == 0) {
            database.delete(key.getBytes(US_ASCII));
            expected.remove(key);
          } else {
            byte[] value = value(random);
            database.put(key.getBytes(US_ASCII), value);
            expected.put(key, value);
          }
        }
      }
    }
    return expected;
  }

  private static void assertHolds(SortedMap<String, byte[]> expected, Database database)
      throws DataException {
    Cursor cursor = database.cursor();
    for (int round = 0; round < 2; round++) {
      int number = 0;
      for (Map.Entry<String, byte[]> entry : expected.entrySet()) {
        cursor.next();
        assertEquals(entry.getKey(), cursor.key());
        assertEquals(number++, cursor.record());
        assertEquals(ByteBuffer.wrap(entry.getValue()), cursor.value());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsWhatThePortWrote(CompressionType compression) throws IOException {
    Path path = folder.resolve("db");
    SortedMap<String, byte[]> expected = make(path, 1500, compression);
    Map<String, Long> before = sizes(path);
    assertTrue(before.keySet().stream().anyMatch(name -> name.endsWith(".sst")));
    assertTrue(before.keySet().stream().anyMatch(name -> name.endsWith(".log")));
    assertTrue(org.iq80.leveldb.util.Snappy.available(), "it would not compress");
    try (Database database = Databases.open(path, DB.LEVELDB)) {
      assertHolds(expected, database);
      assertEquals(expected.size(), database.size());
      Cursor cursor = database.cursor();
      List<String> keys = new ArrayList<>(expected.keySet());
      for (long record :
          new long[] {0, 1, 500, keys.size() - 1, keys.size(), 3L * keys.size() + 2}) {
        cursor.seek(record);
        cursor.next();
        assertEquals(keys.get((int) (record % keys.size())), cursor.key());
      }
    }
    assertEquals(before, sizes(path));
  }

  private static Map<String, Long> sizes(Path path) throws IOException {
    Map<String, Long> sizes = new TreeMap<>();
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.toList()) {
        sizes.put(file.getFileName().toString(), Files.size(file));
      }
    }
    return sizes;
  }

  @Test
  void readsWhatItWroteAndThePortDoesToo() throws IOException {
    Path path = folder.resolve("db");
    SortedMap<String, byte[]> expected = new TreeMap<>();
    Random random = new Random(1);
    try (DatabaseWriter writer = Databases.create(path, DB.LEVELDB, Existing.REFUSE)) {
      for (int i = 0; i < 2500; i++) {
        String key = "%08d".formatted(i);
        byte[] value = value(random);
        writer.put(key.getBytes(US_ASCII), value);
        expected.put(key, value);
      }
      assertFalse(Files.exists(path));
      writer.commit();
    }
    try (Database database = Databases.open(path, DB.LEVELDB)) {
      assertHolds(expected, database);
    }
    try (org.iq80.leveldb.DB database = Iq80DBFactory.factory.open(path.toFile(), new Options())) {
      for (Map.Entry<String, byte[]> entry : expected.entrySet()) {
        assertArrayEquals(entry.getValue(), database.get(entry.getKey().getBytes(US_ASCII)));
      }
    }
    assertThrows(
        DataException.class, () -> Databases.create(path, DB.LEVELDB, Existing.REFUSE).close());
  }

  @Test
  void withoutACommitNothingIsLeft() throws IOException {
    try (DatabaseWriter writer =
        Databases.create(folder.resolve("db"), DB.LEVELDB, Existing.REFUSE)) {
      writer.put(new byte[] {1}, new byte[] {2});
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void whatIsNoLevelDb() throws IOException {
    assertProblem(folder.resolve("none"), "there is no such folder");
    assertProblem(folder, "there is no file CURRENT in it");
    Files.writeString(folder.resolve("CURRENT"), "../../etc/passwd\n");
    assertProblem(folder, "it names no manifest");
    Files.writeString(folder.resolve("CURRENT"), "MANIFEST-000001\n");
    assertProblem(folder, "there is no such file");
    assertProblem(folder.resolve("CURRENT"), "it is a file");
    try (DatabaseWriter writer =
        Databases.create(folder.resolve("empty"), DB.LEVELDB, Existing.REFUSE)) {
      writer.commit();
    }
    try (Database database = Databases.open(folder.resolve("empty"), DB.LEVELDB)) {
      assertEquals(0, database.size());
      DataException e = assertThrows(DataException.class, () -> database.cursor().next());
      assertTrue(e.getMessage().contains("it holds no records"), e.getMessage());
    }
  }

  private static void assertProblem(Path path, String problem) {
    DataException e =
        assertThrows(DataException.class, () -> Databases.open(path, DB.LEVELDB).close());
    assertTrue(e.getMessage().contains(problem), e.getMessage());
  }

  @Test
  void damageIsAnErrorOrHarmless() throws IOException {
    Path path = folder.resolve("db");
    make(path, 300, CompressionType.SNAPPY);
    List<Path> files;
    try (Stream<Path> all = Files.list(path)) {
      files = all.filter(file -> !file.endsWith("LOCK")).sorted().toList();
    }
    Random random = new Random(3);
    int errors = 0;
    for (int i = 0; i < 400; i++) {
      Path file = files.get(random.nextInt(files.size()));
      byte[] good = Files.readAllBytes(file);
      byte[] bad = good.clone();
      if (bad.length == 0) {
        continue;
      }
      if (random.nextBoolean()) {
        bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      } else {
        bad = Arrays.copyOf(bad, random.nextInt(bad.length));
      }
      Files.write(file, bad);
      try (Database database = Databases.open(path, DB.LEVELDB)) {
        assertTrue(database.size() <= 600);
      } catch (DataException e) {
        assertTrue(e.getMessage().contains(path.toString()), e.getMessage());
        errors++;
      }
      Files.write(file, good);
    }
    assertTrue(errors > 100, errors + " errors");
  }
}
