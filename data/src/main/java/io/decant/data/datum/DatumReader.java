package io.decant.data.datum;

import io.decant.data.DataException;
import io.decant.data.db.Cursor;
import io.decant.data.db.Database;
import io.decant.proto.ProtoFormatException;
import io.decant.proto.caffe.Datum;
import io.decant.proto.io.BinaryProto;
import java.nio.ByteBuffer;

/**
 * Reads Datum records one after another, or every {@code count}-th of them when several devices
 * share a database: device {@code rank} gets the records whose number in the endless sequence
 * leaves that rest, as in Caffe. For one thread at a time.
 */
public final class DatumReader {
  private final Database database;
  private final Cursor cursor;
  private final int rank;
  private final int count;

  /**
   * How many records of other readers, of those before this reader's next, the cursor has passed.
   */
  private int skipped;

  /**
   * Creates a reader before its first record.
   *
   * @param database not closed by the reader
   * @param rank which of the readers this is, from 0
   * @param count how many readers there are
   */
  public DatumReader(Database database, int rank, int count) {
    if (rank < 0 || rank >= count) {
      throw new IllegalArgumentException("reader " + rank + " of " + count);
    }
    this.database = database;
    this.cursor = database.cursor();
    this.rank = rank;
    this.count = count;
    this.skipped = count - 1 - rank;
  }

  /**
   * Goes before the record that follows after this reader has given {@code records}.
   *
   * @throws DataException when the database is damaged or empty
   */
  public void seek(long records) throws DataException {
    cursor.seek(records * count + rank);
    skipped = count - 1;
  }

  /**
   * Reads the next record.
   *
   * @throws DataException when the database is damaged, or the record is no Datum
   */
  public Datum next() throws DataException {
    move();
    return parse(cursor.value(), place());
  }

  /**
   * Reads the next record without looking into it.
   *
   * @return its bytes, the caller's
   * @throws DataException when the database is damaged
   */
  public byte[] nextBytes() throws DataException {
    move();
    ByteBuffer value = cursor.value();
    byte[] bytes = new byte[value.remaining()];
    value.get(bytes);
    return bytes;
  }

  /**
   * Makes a Datum of a record's bytes. By any thread.
   *
   * @param where names the record in errors, by its text
   * @throws DataException when they are no Datum
   */
  public static Datum parse(ByteBuffer bytes, Object where) throws DataException {
    try {
      return BinaryProto.parse(bytes, Datum.parser(), "a record");
    } catch (ProtoFormatException e) {
      throw new DataException(where + " is damaged, or no Datum", e);
    }
  }

  private void move() throws DataException {
    for (; skipped < count - 1; skipped++) {
      cursor.next();
    }
    cursor.next();
    skipped = 0;
  }

  /** Names the record that was read last, for errors. */
  public String where() {
    return place().toString();
  }

  /** Returns where the record that was read last stands. */
  public RecordPlace place() {
    return new RecordPlace(cursor.record(), cursor.key(), database.path());
  }
}
