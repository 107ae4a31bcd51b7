package io.decant.data.db;

import io.decant.data.DataException;
import java.nio.ByteBuffer;

/**
 * A place in the endless sequence that a database's records make in the order of their keys, the
 * first following the last. For one thread at a time.
 */
public interface Cursor {
  /**
   * Goes before a record, so that {@link #next} moves onto it.
   *
   * @param record counted from 0; numbers beyond the last go on with the first
   * @throws DataException when the database is damaged
   */
  void seek(long record) throws DataException;

  /**
   * Moves onto the next record.
   *
   * @throws DataException when the database is empty, damaged, or was changed meanwhile
   */
  void next() throws DataException;

  /** Returns the number of the record that the cursor is on, counted from 0. */
  long record();

  /** Returns the key of the record that the cursor is on, readable: what errors name. */
  String key();

  /**
   * Returns the value of the record that the cursor is on: from position 0 to the limit, valid
   * until the cursor moves.
   *
   * @throws DataException when the database is damaged
   */
  ByteBuffer value() throws DataException;
}
