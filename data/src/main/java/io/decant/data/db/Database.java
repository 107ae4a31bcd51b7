package io.decant.data.db;

import io.decant.data.DataException;
import java.io.Closeable;
import java.nio.file.Path;

/**
 * An open database, for reading. Thread-safe, while each of its cursors is for one thread at a
 * time. Opening it reads a few pages only.
 */
public interface Database extends Closeable {
  /** Returns where it is, as the user named it. */
  Path path();

  /**
   * Returns the number of records. A LevelDB does not tell it: the first call may read all records.
   *
   * @throws DataException when the database is damaged
   */
  long size() throws DataException;

  /** Returns a new cursor, before the first record. */
  Cursor cursor();

  /** Closes the files; cursors must not be used after that. Harmless when closed already. */
  @Override
  void close();
}
