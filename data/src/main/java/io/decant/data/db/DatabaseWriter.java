package io.decant.data.db;

import io.decant.data.DataException;
import java.io.Closeable;

/**
 * A database that is being written. It appears under its name only when it is complete; closed
 * without a commit it leaves nothing. For one thread.
 */
public interface DatabaseWriter extends Closeable {
  /**
   * Adds a record.
   *
   * @param key its place in the order; a record with the same key is replaced
   * @param value its content
   * @throws DataException when it cannot be written, as when the disk is full
   */
  void put(byte[] key, byte[] value) throws DataException;

  /**
   * Puts everything on the disk and gives the database its name.
   *
   * @throws DataException when that fails; what had the name is untouched
   */
  void commit() throws DataException;

  /** Removes what was written, unless it was committed. */
  @Override
  void close();
}
