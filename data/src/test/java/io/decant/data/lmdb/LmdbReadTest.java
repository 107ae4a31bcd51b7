package io.decant.data.lmdb;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.data.DataException;
import io.decant.data.db.Cursor;
import io.decant.data.db.Existing;
import io.decant.data.db.KeyText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lmdbjava.ByteArrayProxy;
import org.lmdbjava.CursorIterable.KeyVal;
import org.lmdbjava.Dbi;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.Txn;

/** What liblmdb writes is read back as liblmdb itself reads it. */
class LmdbReadTest {
  @TempDir Path folder;

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private void assertReads(Path path, SortedMap<String, byte[]> expected) throws IOException {
    try (LmdbDatabase database = LmdbDatabase.open(path)) {
      assertEquals(expected.size(), database.size());
      Cursor cursor = database.cursor();
      for (int round = 0; round < 2; round++) {
        long record = 0;
        for (Map.Entry<String, byte[]> entry : expected.entrySet()) {
          cursor.next();
          assertEquals(record++, cursor.record());
          assertEquals(KeyText.of(entry.getKey().getBytes(US_ASCII)), cursor.key());
          assertArrayEquals(entry.getValue(), bytes(cursor.value()));
        }
      }
    }
  }

  private static List<String> keysByLibrary(Path path) {
    List<String> keys = new ArrayList<>();
    try (Env<byte[]> env =
            Env.create(ByteArrayProxy.PROXY_BA)
                .open(path.toFile(), EnvFlags.MDB_RDONLY_ENV, EnvFlags.MDB_NOLOCK);
        Txn<byte[]> transaction = env.txnRead()) {
      Dbi<byte[]> records = env.openDbi((byte[]) null);
      try (var all = records.iterate(transaction)) {
        for (KeyVal<byte[]> record : all) {
          keys.add(new String(record.key(), US_ASCII));
        }
      }
    }
    return keys;
  }

  /** Keys and values lie in native memory, which must not be given back while liblmdb reads it. */
  @Test
  void collectionsDuringWritesLoseNothing() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    Thread collector =
        new Thread(
            () -> {
              while (!done.get()) {
                System.gc();
                System.runFinalization();
              }
            });
    collector.start();
    try {
      for (int round = 0; round < 4; round++) {
        SortedMap<String, byte[]> records = TestDatabases.records(20_000, round, 8, 64, 300);
        Path path = folder.resolve("db" + round);
        TestDatabases.write(path, records);
        assertReads(path, records);
      }
    } finally {
      done.set(true);
      collector.join();
    }
  }

  @Test
  void oneRecord() throws IOException {
    SortedMap<String, byte[]> records = TestDatabases.records(1, 1, 100);
    TestDatabases.write(folder.resolve("db"), records);
    assertReads(folder.resolve("db"), records);
  }

  @Test
  void threeLevelsLongValuesAndEmptyOnes() throws IOException {
    Path path = folder.resolve("db");
    SortedMap<String, byte[]> records =
        TestDatabases.records(20_000, 2, 0, 1, 7, 300, 800, 2000, 2040, 5000, 90);
    records.put("x".repeat(511), new byte[3]);
    records.put("an image/with a path.png", new byte[70_000]);
    TestDatabases.write(path, records);
    assertReads(path, records);
    assertEquals(List.copyOf(records.keySet()), keysByLibrary(path));
  }

  @Test
  void recordsPutInAnyOrderAndReplaced() throws IOException {
    Path path = folder.resolve("db");
    SortedMap<String, byte[]> records = new TreeMap<>();
    Random random = new Random(3);
    try (LmdbWriter writer = LmdbWriter.create(path, Existing.REFUSE, 1 << 16)) {
      for (int i = 0; i < 5000; i++) {
        String key = "%04d".formatted(random.nextInt(3000));
        byte[] value = new byte[random.nextInt(3000)];
        records.put(key, value);
        writer.put(key.getBytes(US_ASCII), value);
      }
      writer.commit();
    }
    assertReads(path, records);
    assertEquals(List.copyOf(records.keySet()), keysByLibrary(path));
  }

  @Test
  void seekFindsEveryRecordAndGoesOnBeyondTheLast() throws IOException {
    Path path = folder.resolve("db");
    SortedMap<String, byte[]> records = TestDatabases.records(700, 4, 300, 20, 6000);
    TestDatabases.write(path, records);
    List<String> keys = List.copyOf(records.keySet());
    try (LmdbDatabase database = LmdbDatabase.open(path)) {
      Cursor cursor = database.cursor();
      for (long target = 0; target < 1500; target++) {
        cursor.seek(target);
        for (long step = 0; step < 3; step++) {
          cursor.next();
          assertEquals((target + step) % 700, cursor.record());
          assertEquals(keys.get((int) ((target + step) % 700)), cursor.key());
        }
      }
    }
  }

  @Test
  void keysThatAreNoTextAreNamedInHexadecimal() throws IOException {
    Path path = folder.resolve("db");
    try (LmdbWriter writer = LmdbWriter.create(path, Existing.REFUSE)) {
      writer.put(new byte[] {0, (byte) 0xff}, new byte[1]);
      writer.commit();
    }
    try (LmdbDatabase database = LmdbDatabase.open(path)) {
      Cursor cursor = database.cursor();
      cursor.next();
      assertEquals("0x00ff", cursor.key());
    }
  }

  @Test
  void emptyDatabaseHasNoNextRecord() throws IOException {
    Path path = folder.resolve("db");
    TestDatabases.write(path, Map.of());
    try (LmdbDatabase database = LmdbDatabase.open(path)) {
      assertEquals(0, database.size());
      Cursor cursor = database.cursor();
      String message = assertThrows(DataException.class, cursor::next).getMessage();
      assertTrue(message.contains("holds no records"), message);
      assertThrows(DataException.class, () -> cursor.seek(3));
    }
  }

  @Test
  void readingLeavesNothingInTheFolder() throws IOException {
    Path path = folder.resolve("db");
    SortedMap<String, byte[]> records = TestDatabases.records(10, 5, 10);
    TestDatabases.write(path, records);
    assertReads(path, records);
    try (var files = Files.list(path)) {
      assertEquals(List.of(path.resolve("data.mdb")), files.toList());
    }
  }

  @Test
  void aWriterMeanwhileIsFoundWhenTheSequenceStartsOver() throws IOException {
    Path path = folder.resolve("db");
    TestDatabases.write(path, TestDatabases.records(10, 6, 10));
    try (LmdbDatabase database = LmdbDatabase.open(path)) {
      Cursor cursor = database.cursor();
      cursor.next();
      try (Env<byte[]> env =
          Env.create(ByteArrayProxy.PROXY_BA).open(path.toFile(), EnvFlags.MDB_NOLOCK)) {
        env.openDbi((byte[]) null).put(new byte[] {'z'}, new byte[] {1});
      }
      DataException e =
          assertThrows(
              DataException.class,
              () -> {
                for (int i = 0; i < 10; i++) {
                  cursor.next();
                }
              });
      assertTrue(e.getMessage().contains("another program changed it"), e.getMessage());
      assertFalse(cursor.record() > 9);
    }
  }
}
