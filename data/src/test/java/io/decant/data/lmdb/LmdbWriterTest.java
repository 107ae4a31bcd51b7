package io.decant.data.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.data.DataException;
import io.decant.data.db.Databases;
import io.decant.data.db.Existing;
import io.decant.proto.caffe.DataParameter.DB;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database appears whole or not at all. */
class LmdbWriterTest {
  @TempDir Path folder;

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static void put(LmdbWriter writer, String key) throws IOException {
    writer.put(key.getBytes(java.nio.charset.StandardCharsets.US_ASCII), new byte[100]);
  }

  @Test
  void closedWithoutCommitLeavesNothing() throws IOException {
    try (LmdbWriter writer = LmdbWriter.create(folder.resolve("db"), Existing.REFUSE)) {
      put(writer, "a");
    }
    assertEquals(List.of(), names());
  }

  @Test
  void refusesWhatExists() throws IOException {
    Path path = Files.createDirectory(folder.resolve("db"));
    DataException e =
        assertThrows(DataException.class, () -> LmdbWriter.create(path, Existing.REFUSE));
    assertTrue(e.getMessage().contains(path + ": it exists already"), e.getMessage());
    assertEquals(List.of("db"), names());
  }

  @Test
  void replacesOnlyWhenComplete() throws IOException {
    Path path = folder.resolve("db");
    TestDatabases.write(path, TestDatabases.records(5, 1, 10));
    try (LmdbWriter writer = LmdbWriter.create(path, Existing.REPLACE)) {
      put(writer, "a");
    }
    assertEquals(5, size(path));
    try (LmdbWriter writer = LmdbWriter.create(path, Existing.REPLACE)) {
      put(writer, "a");
      writer.commit();
    }
    assertEquals(1, size(path));
    assertEquals(List.of("db"), names());
  }

  private static long size(Path path) throws IOException {
    try (LmdbDatabase database = LmdbDatabase.open(path)) {
      return database.size();
    }
  }

  @Test
  void neverReplacesAFileOrWritesBelowNothing() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertRefused(file, "it exists and is no folder");
    assertRefused(folder.resolve("none").resolve("db"), "there is no folder");
    assertEquals(List.of("file"), names());
  }

  private static void assertRefused(Path path, String problem) {
    DataException e =
        assertThrows(DataException.class, () -> LmdbWriter.create(path, Existing.REPLACE));
    assertTrue(e.getMessage().contains(path + ": " + problem), e.getMessage());
  }

  @Test
  void keysOfImpossibleLengthAreRefused() throws IOException {
    try (LmdbWriter writer = LmdbWriter.create(folder.resolve("db"), Existing.REFUSE)) {
      assertThrows(DataException.class, () -> put(writer, ""));
      assertThrows(DataException.class, () -> put(writer, "k".repeat(512)));
    }
  }

  @Test
  void namesOfFormats() {
    IllegalArgumentException name =
        assertThrows(IllegalArgumentException.class, () -> Databases.backend("bdb"));
    assertEquals("backend 'bdb' is unknown; give leveldb or lmdb", name.getMessage());
    assertEquals(DB.LMDB, Databases.backend("lmdb"));
  }
}
