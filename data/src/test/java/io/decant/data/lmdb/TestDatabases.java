package io.decant.data.lmdb;

import io.decant.data.DataException;
import io.decant.data.db.Existing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Databases with known content. */
final class TestDatabases {
  private TestDatabases() {}

  /** Records with keys of eight digits and random values of the given sizes, in turn. */
  static SortedMap<String, byte[]> records(int count, long seed, int... sizes) {
    Random random = new Random(seed);
    SortedMap<String, byte[]> records = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      byte[] value = new byte[sizes[i % sizes.length]];
      random.nextBytes(value);
      records.put("%08d".formatted(i), value);
    }
    return records;
  }

  static void write(Path path, Map<String, byte[]> records, long map) throws DataException {
    try (LmdbWriter writer = LmdbWriter.create(path, Existing.REFUSE, map)) {
      for (Map.Entry<String, byte[]> record : records.entrySet()) {
        writer.put(record.getKey().getBytes(StandardCharsets.US_ASCII), record.getValue());
      }
      writer.commit();
    }
  }

  static void write(Path path, Map<String, byte[]> records) throws DataException {
    write(path, records, 1 << 20);
  }
}
