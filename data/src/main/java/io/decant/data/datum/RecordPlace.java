package io.decant.data.datum;

import java.nio.file.Path;

/**
 * Where a record stands; its text is what errors say of it.
 *
 * @param record its number, counted from 0
 * @param key its key, readable
 * @param database where the database is
 */
public record RecordPlace(long record, String key, Path database) {
  @Override
  public String toString() {
    return "record %d (key %s) of %s".formatted(record, key, database);
  }
}
