package io.decant.data.leveldb;

import io.decant.data.DataException;
import io.decant.data.db.Cursor;
import io.decant.data.db.Database;
import io.decant.data.leveldb.Manifest.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A LevelDB database, open for reading. Nothing in it is changed: what its log holds is kept in
 * memory, and no lock is taken. Not for a database that another program is writing to. Its number
 * of records is known only after they have been read once.
 */
public final class LevelDbDatabase implements Database {
  private static final Pattern LOG = Pattern.compile("([0-9]+)\\.log");
  private static final long UNKNOWN = -1;

  private final Path path;
  private final List<List<Table>> groups;
  private final SortedMap<byte[], byte[]> logged;
  private final List<LevelDbCursor> cursors = new ArrayList<>();
  private volatile long size = UNKNOWN;

  private LevelDbDatabase(Path path, List<List<Table>> groups, SortedMap<byte[], byte[]> logged) {
    this.path = path;
    this.groups = groups;
    this.logged = logged;
  }

  /**
   * Opens a database, and reads its logs.
   *
   * @param path the folder that holds a file {@code CURRENT}
   * @throws DataException when there is none, or when it is damaged where that shows at once
   */
  public static LevelDbDatabase open(Path path) throws DataException {
    if (!Files.exists(path)) {
      throw new DataException("cannot read " + path + ": there is no such folder");
    }
    if (!Files.isDirectory(path)) {
      throw new DataException(
          "cannot read " + path + ": it is a file; name the folder that holds the database");
    }
    if (Files.exists(path.resolve("data.mdb"))) {
      throw new DataException("cannot read " + path + ": it is an LMDB; give backend: LMDB");
    }
    Manifest manifest = Manifest.read(path);
    SortedMap<byte[], byte[]> logged = new TreeMap<>(InternalKey::compare);
    for (long number : logs(path)) {
      if (manifest.isLive(number)) {
        try (LevelDbFile file = LevelDbFile.open(path.resolve("%06d.log".formatted(number)))) {
          LogFile.read(file, batch -> change(file, batch, logged));
        }
      }
    }
    return new LevelDbDatabase(path, manifest.groups(), logged);
  }

  private static List<Long> logs(Path folder) throws DataException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> LOG.matcher(String.valueOf(file.getFileName())))
          .filter(name -> name.matches() && name.group(1).length() < 19)
          .map(LevelDbDatabase::number)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new DataException("cannot read " + folder + ": " + e.getMessage(), e);
    }
  }

  private static Long number(Matcher name) {
    return Long.valueOf(name.group(1));
  }

  /** Takes over a batch of changes that a log holds. */
  private static void change(LevelDbFile file, Bytes batch, SortedMap<byte[], byte[]> logged)
      throws DataException {
    long sequence = batch.fixed(8);
    long count = batch.fixed(4);
    for (long i = 0; i < count; i++) {
      int kind = batch.next();
      if (kind > 1) {
        throw file.damaged("its log has a change of unknown kind " + kind);
      }
      byte[] key = InternalKey.of(batch.string(), ((sequence + i) << 8) | kind);
      logged.put(key, kind == 1 ? batch.string() : new byte[0]);
    }
  }

  @Override
  public Path path() {
    return path;
  }

  /** Returns the number of records; reads all of them when it is not known yet. */
  @Override
  public long size() throws DataException {
    if (size == UNKNOWN) {
      try (LevelDbCursor cursor = new LevelDbCursor(this)) {
        while (cursor.advance()) {
          // counts
        }
        size = cursor.record() + 1;
      }
    }
    return size;
  }

  boolean knowsSize() {
    return size != UNKNOWN;
  }

  /** Notes the number of records that a cursor has found. */
  void size(long found) {
    size = found;
  }

  @Override
  public synchronized Cursor cursor() {
    LevelDbCursor cursor = new LevelDbCursor(this);
    cursors.add(cursor);
    return cursor;
  }

  /** Returns everything that it holds, from the start; the caller closes it. */
  List<Entries> entries() {
    List<Entries> entries = new ArrayList<>();
    entries.add(Entries.of(logged));
    for (List<Table> group : groups) {
      entries.add(new TableEntries(path, group));
    }
    return entries;
  }

  @Override
  public synchronized void close() {
    cursors.forEach(LevelDbCursor::close);
    cursors.clear();
  }
}
