package io.decant.data.datum;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.decant.data.DataException;
import io.decant.data.db.Database;
import io.decant.data.db.DatabaseWriter;
import io.decant.data.db.Databases;
import io.decant.data.db.Existing;
import io.decant.proto.caffe.DataParameter.DB;
import io.decant.proto.caffe.Datum;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several readers share a database as Caffe's solvers do. */
class DatumReaderTest {
  private static final int RECORDS = 11;

  @TempDir Path folder;

  private Database database() throws IOException {
    Path path = folder.resolve("db");
    try (DatabaseWriter writer = Databases.create(path, DB.LMDB, Existing.REPLACE)) {
      for (int i = 0; i < RECORDS; i++) {
        Datum datum = Datum.newBuilder().setLabel(i).build();
        writer.put("%08d".formatted(i).getBytes(US_ASCII), datum.toByteArray());
      }
      writer.commit();
    }
    return Databases.open(path, DB.LMDB);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 11, 13})
  void eachGetsEveryCountthRecordOfTheEndlessSequence(int count) throws IOException {
    try (Database database = database()) {
      for (int rank = 0; rank < count; rank++) {
        DatumReader reader = new DatumReader(database, rank, count);
        for (long i = 0; i < 30; i++) {
          assertEquals((i * count + rank) % RECORDS, reader.next().getLabel());
        }
        for (long from = 0; from < 30; from++) {
          reader.seek(from);
          for (long i = from; i < from + 3; i++) {
            assertEquals((i * count + rank) % RECORDS, reader.next().getLabel());
          }
        }
      }
    }
  }

  @Test
  void aRecordThatIsNoDatumIsNamed() throws IOException {
    Path path = folder.resolve("db");
    try (DatabaseWriter writer = Databases.create(path, DB.LMDB, Existing.REFUSE)) {
      writer.put("good".getBytes(US_ASCII), new byte[0]);
      writer.put("wrong".getBytes(US_ASCII), new byte[] {0x22, 100, 1});
      writer.commit();
    }
    try (Database database = Databases.open(path, DB.LMDB)) {
      DatumReader reader = new DatumReader(database, 0, 1);
      reader.next();
      DataException e = assertThrows(DataException.class, reader::next);
      assertEquals("record 1 (key wrong) of " + path + " is damaged, or no Datum", e.getMessage());
    }
  }

  @Test
  void aRankBeyondTheCountIsRefused() throws IOException {
    try (Database database = database()) {
      assertThrows(IllegalArgumentException.class, () -> new DatumReader(database, 2, 2));
      assertThrows(IllegalArgumentException.class, () -> new DatumReader(database, -1, 2));
    }
  }
}
