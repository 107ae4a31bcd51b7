package io.decant.data.lmdb;

import io.decant.data.DataException;
import io.decant.data.db.Cursor;
import io.decant.data.db.Database;
import java.nio.file.Path;

/**
 * An LMDB database, open for reading. It needs no write access, takes no lock and writes no lock
 * file. Not for a database that another program is writing to: that is found at the latest when the
 * sequence starts over, and refused.
 */
public final class LmdbDatabase implements Database {
  private final Path path;
  private final LmdbFile file;

  private LmdbDatabase(Path path, LmdbFile file) {
    this.path = path;
    this.file = file;
  }

  /**
   * Opens a database.
   *
   * @param path the folder that holds {@code data.mdb}
   * @throws DataException when there is none, or when it is damaged where that shows at once
   */
  public static LmdbDatabase open(Path path) throws DataException {
    LmdbDatabase database = new LmdbDatabase(path, LmdbFile.open(path));
    if (database.file.endsEarly()) {
      database.walk();
    }
    return database;
  }

  /**
   * Visits every record's place. A file may rightly end before the highest page that its database
   * used, namely when that page is free again, and it may have been cut short: this tells.
   */
  private void walk() throws DataException {
    Cursor cursor = cursor();
    try {
      for (long record = 0; record < size(); record++) {
        cursor.next();
      }
    } catch (DataException e) {
      close();
      throw e;
    }
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public long size() {
    return file.meta().entries();
  }

  @Override
  public Cursor cursor() {
    return new LmdbCursor(file);
  }

  @Override
  public void close() {
    file.close();
  }
}
