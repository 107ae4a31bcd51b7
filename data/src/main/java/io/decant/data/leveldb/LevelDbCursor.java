package io.decant.data.leveldb;

import io.decant.data.DataException;
import io.decant.data.db.Cursor;
import io.decant.data.db.KeyText;
import java.nio.ByteBuffer;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Merges what tables and logs hold; of several entries with a key the newest counts. */
final class LevelDbCursor implements Cursor, AutoCloseable {
  private final LevelDbDatabase database;
  private final PriorityQueue<Entries> queue =
      new PriorityQueue<>((first, second) -> InternalKey.compare(first.key(), second.key()));
  private boolean started;
  private long record = -1;
  private byte @Nullable [] key;
  private byte[] value = {};

  LevelDbCursor(LevelDbDatabase database) {
    this.database = database;
  }

  @Override
  public void seek(long target) throws DataException {
    rewind();
    long left = database.knowsSize() ? target % Math.max(1, database.size()) : target;
    while (left > 0) {
      if (advance()) {
        left--;
      } else {
        end();
        left %= database.size();
      }
    }
  }

  @Override
  public void next() throws DataException {
    if (!advance()) {
      end();
      if (!advance()) {
        throw new DataException("cannot read " + database.path() + ": it holds no records");
      }
    }
  }

  /** Notes how many records there are, and goes before the first. */
  private void end() throws DataException {
    if (record < 0) {
      throw new DataException("cannot read " + database.path() + ": it holds no records");
    }
    database.size(record + 1);
    rewind();
  }

  private void rewind() {
    close();
    started = false;
    record = -1;
    key = null;
  }

  /** Moves to the next record; false at the end. */
  boolean advance() throws DataException {
    if (!started) {
      started = true;
      for (Entries entries : database.entries()) {
        enqueue(entries);
      }
    }
    for (Entries entries = queue.poll(); entries != null; entries = queue.poll()) {
      byte[] found = entries.key();
      byte[] content = entries.value();
      enqueue(entries);
      boolean old = key != null && InternalKey.sameUser(key, found);
      key = found;
      if (!old && !InternalKey.isDeletion(found)) {
        value = content;
        record++;
        return true;
      }
    }
    return false;
  }

  private void enqueue(Entries entries) throws DataException {
    boolean kept = false;
    try {
      kept = entries.next();
    } finally {
      if (!kept) {
        entries.close();
      }
    }
    if (kept) {
      queue.add(entries);
    }
  }

  @Override
  public long record() {
    return record;
  }

  @Override
  public String key() {
    return key == null ? "" : KeyText.of(InternalKey.user(key));
  }

  @Override
  public ByteBuffer value() {
    if (key == null) {
      throw new IllegalStateException("the cursor is not on a record");
    }
    return ByteBuffer.wrap(value);
  }

  /** Closes the files that are open. */
  @Override
  public void close() {
    queue.forEach(Entries::close);
    queue.clear();
  }
}
