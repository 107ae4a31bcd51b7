package io.decant.data.db;

import io.decant.data.DataException;
import io.decant.data.leveldb.LevelDbDatabase;
import io.decant.data.leveldb.LevelDbWriter;
import io.decant.data.lmdb.LmdbDatabase;
import io.decant.data.lmdb.LmdbWriter;
import io.decant.proto.caffe.DataParameter.DB;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Opens and creates databases of each format that Caffe knows. Thread-safe. */
public final class Databases {
  private Databases() {}

  /**
   * Opens a database for reading.
   *
   * @throws DataException when there is none, or when it is damaged or of another format
   */
  public static Database open(Path path, DB backend) throws DataException {
    return switch (backend) {
      case LMDB -> LmdbDatabase.open(path);
      case LEVELDB -> LevelDbDatabase.open(path);
    };
  }

  /**
   * Begins a new database.
   *
   * @param existing what to do when something has the name already
   * @throws DataException when it cannot be written there
   */
  public static DatabaseWriter create(Path path, DB backend, Existing existing)
      throws DataException {
    return switch (backend) {
      case LMDB -> LmdbWriter.create(path, existing);
      case LEVELDB -> LevelDbWriter.create(path, existing);
    };
  }

  /**
   * Returns the format of a name as tools take it, in any case of letters.
   *
   * @throws IllegalArgumentException with a line for the user when there is none
   */
  public static DB backend(String name) {
    for (DB backend : DB.values()) {
      if (backend.name().equals(name.toUpperCase(Locale.ROOT))) {
        return backend;
      }
    }
    String known =
        Arrays.stream(DB.values())
            .map(backend -> backend.name().toLowerCase(Locale.ROOT))
            .sorted()
            .collect(Collectors.joining(" or "));
    throw new IllegalArgumentException("backend '" + name + "' is unknown; give " + known);
  }
}
