package io.decant.data.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.data.DataException;
import io.decant.data.db.Cursor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is in the place of a database: one line that names it, and no harm. */
@Timeout(120)
class LmdbBadInputTest {
  private static final int RECORDS = 60;

  @TempDir Path folder;
  private Path path;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    path = folder.resolve("db");
    file = path.resolve("data.mdb");
    TestDatabases.write(path, TestDatabases.records(RECORDS, 1, 400, 30, 9000));
  }

  /** Reads everything twice, and in jumps; returns the number of values. */
  private static int readAll(Path path) throws IOException {
    int values = 0;
    try (LmdbDatabase database = LmdbDatabase.open(path)) {
      Cursor cursor = database.cursor();
      for (long i = 0; i < 2 * database.size(); i++) {
        cursor.next();
        cursor.value();
        values++;
      }
      for (long i = 0; i < database.size(); i += 7) {
        cursor.seek(i);
        cursor.next();
        cursor.value();
      }
    }
    return values / 2;
  }

  private void assertRefused(String problem) {
    DataException e = assertThrows(DataException.class, () -> readAll(path));
    assertTrue(e.getMessage().contains(path.toString()), e.getMessage());
    assertTrue(e.getMessage().contains(problem), e.getMessage());
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
  }

  private void change(Consumer<ByteBuffer> change) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    change.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    Files.write(file, bytes);
  }

  @Test
  void nothingThere() {
    path = folder.resolve("none");
    assertRefused("there is no such folder");
  }

  @Test
  void aFileInsteadOfAFolder() {
    path = file;
    assertRefused("it is a file, but an LMDB database is a folder that holds data.mdb");
  }

  @Test
  void aFolderWithoutADatabase() throws IOException {
    path = Files.createDirectory(folder.resolve("other"));
    assertRefused("the folder holds no data.mdb");
    Files.createFile(path.resolve("CURRENT"));
    assertRefused("looks like a LevelDB database");
    Files.createDirectory(path.resolve("data.mdb"));
    assertRefused("data.mdb in it is not a regular file");
  }

  @Test
  void anEmptyFile() throws IOException {
    Files.write(file, new byte[0]);
    assertRefused("the file is empty");
  }

  @Test
  void anythingElse() throws IOException {
    byte[] bytes = new byte[50_000];
    new Random(5).nextBytes(bytes);
    Files.write(file, bytes);
    assertRefused("its first bytes are not LMDB's");
    Files.write(file, new byte[50_000]);
    assertRefused("its first bytes are not LMDB's");
  }

  @Test
  void otherKindsOfLmdb() throws IOException {
    change(b -> b.putInt(16, Integer.reverseBytes(0xBEEFC0DE)));
    assertRefused("big-endian");
    change(b -> b.putInt(16, 0).putInt(12, 0xBEEFC0DE));
    assertRefused("32-bit");
    change(b -> b.putInt(16, 0xBEEFC0DE).putInt(20, 999));
    assertRefused("data version is 999");
  }

  @Test
  void cutShortAnywhere() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int length = 1; length < bytes.length; length += 509) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertRefused("cut short");
    }
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    assertRefused("cut short");
  }

  @Test
  void cutShortIsFoundOnOpening() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 4096));
    assertThrows(DataException.class, () -> LmdbDatabase.open(path));
  }

  @Test
  void aTreeThatLeadsRoundInACircle() throws IOException {
    int root = (int) newerMeta().getLong(128);
    change(
        b -> {
          int page = root * 4096;
          int first = page + (b.getShort(page + 16) & 0xffff);
          int second = page + (b.getShort(page + 18) & 0xffff);
          b.putInt(second, b.getInt(first));
        });
    assertRefused("comes after");
    change(
        b -> {
          int page = root * 4096;
          int first = page + (b.getShort(page + 16) & 0xffff);
          b.putInt(first, root);
        });
    assertRefused("is no leaf");
  }

  private ByteBuffer newerMeta() throws IOException {
    ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    boolean second = all.getLong(4096 + 144) > all.getLong(144);
    return all.slice(second ? 4096 : 0, 4096).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void moreOrFewerRecordsThanStated() throws IOException {
    for (int stated : new int[] {1, RECORDS - 1, RECORDS + 1, 3 * RECORDS}) {
      change(b -> b.putLong(120, stated).putLong(4096 + 120, stated));
      assertRefused("it states");
    }
    change(b -> b.putLong(120, Long.MAX_VALUE).putLong(4096 + 120, Long.MAX_VALUE));
    assertRefused("it states");
  }

  /**
   * All records are those of a snapshot. A file holds two, here with all records and with none; a
   * flipped bit in the number of a transaction can make either the newer one.
   */
  @Test
  void randomDamageEndsInAnErrorOrInAllRecords() throws IOException {
    byte[] good = Files.readAllBytes(file);
    Random random = new Random(20_261_123);
    int refused = 0;
    for (int round = 0; round < 4000; round++) {
      byte[] bad = good.clone();
      damage(bad, random, round % 4);
      Files.write(file, bad);
      try {
        int records = readAll(path);
        assertTrue(records == RECORDS || records == 0, records + " records");
      } catch (DataException e) {
        assertTrue(e.getMessage().contains(path.toString()), e.getMessage());
        refused++;
      }
    }
    assertTrue(refused > 1000 && refused < 4000, refused + " of 4000 were refused");
  }

  /** Flips bits: anywhere, in metas, in the header and offsets of a page; or a whole page. */
  private static void damage(byte[] bytes, Random random, int kind) {
    int pages = bytes.length / 4096;
    int flips = 1 + random.nextInt(8);
    if (kind == 3) {
      byte[] noise = new byte[4096];
      random.nextBytes(noise);
      System.arraycopy(noise, 0, bytes, 4096 * random.nextInt(pages), noise.length);
      return;
    }
    for (int i = 0; i < flips; i++) {
      int at =
          switch (kind) {
            case 0 -> random.nextInt(bytes.length);
            case 1 -> 4096 * random.nextInt(2) + random.nextInt(LmdbMeta.BYTES);
            default -> 4096 * random.nextInt(pages) + random.nextInt(64);
          };
      bytes[at] ^= (byte) (1 << random.nextInt(8));
    }
  }
}
