package io.decant.data.lmdb;

import io.decant.data.DataException;
import io.decant.data.db.Cursor;
import io.decant.data.db.KeyText;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks the leaves of the tree. It counts the records that it meets and compares their keys, so
 * that a damaged tree can neither lead it round in a circle nor give a record twice.
 */
final class LmdbCursor implements Cursor {
  private final LmdbFile file;
  private final LmdbPage[] pages;
  private final int[] nodes;

  /** The record that the cursor is on, -1 before the first. */
  private long record = -1;

  private boolean started;
  private byte @Nullable [] key;
  private ByteBuffer overflow = ByteBuffer.allocate(0);

  LmdbCursor(LmdbFile file) {
    this.file = file;
    int depth = file.meta().entries() == 0 ? 0 : file.meta().depth();
    this.pages = new LmdbPage[depth];
    this.nodes = new int[depth];
    for (int level = 0; level < depth; level++) {
      pages[level] = new LmdbPage(file);
    }
  }

  @Override
  public void seek(long target) throws DataException {
    requireRecords();
    long left = Math.floorMod(target, entries());
    restart();
    descend(0, file.meta().root());
    while (left >= leaf().nodes()) {
      left -= leaf().nodes();
      record += leaf().nodes();
      nodes[leafLevel()] = leaf().nodes();
      if (!nextLeaf()) {
        throw file.damaged("it states %,d records, but holds %,d".formatted(entries(), record + 1));
      }
    }
    record += left;
    nodes[leafLevel()] = (int) left - 1;
    started = true;
  }

  @Override
  public void next() throws DataException {
    requireRecords();
    if (!started) {
      restart();
      descend(0, file.meta().root());
      started = true;
      nodes[leafLevel()] = -1;
    }
    if (!advance()) {
      if (record + 1 != entries()) {
        throw file.damaged("it states %,d records, but holds %,d".formatted(entries(), record + 1));
      }
      file.requireUnchanged();
      started = false;
      next();
      return;
    }
    record++;
    if (record >= entries()) {
      throw file.damaged("it states %,d records, but holds more".formatted(entries()));
    }
    byte[] previous = key;
    byte[] current = leaf().key(nodes[leafLevel()]);
    if (previous != null && Arrays.compareUnsigned(previous, current) >= 0) {
      throw file.damaged("key " + KeyText.of(current) + " comes after " + KeyText.of(previous));
    }
    key = current;
    leaf().checkValue(nodes[leafLevel()]);
  }

  @Override
  public long record() {
    return record;
  }

  @Override
  public String key() {
    return key == null ? "" : KeyText.of(key);
  }

  @Override
  public ByteBuffer value() throws DataException {
    if (key == null) {
      throw new IllegalStateException("the cursor is not on a record");
    }
    return leaf().value(nodes[leafLevel()], this::overflow);
  }

  private void restart() {
    record = -1;
    key = null;
  }

  private long entries() {
    return file.meta().entries();
  }

  private int leafLevel() {
    return pages.length - 1;
  }

  private LmdbPage leaf() {
    return pages[leafLevel()];
  }

  /** Moves to the next node of this leaf or to the first of the next; false at the end. */
  private boolean advance() throws DataException {
    return ++nodes[leafLevel()] < leaf().nodes() || nextLeaf();
  }

  private boolean nextLeaf() throws DataException {
    int level = leafLevel() - 1;
    while (level >= 0 && ++nodes[level] >= pages[level].nodes()) {
      level--;
    }
    if (level < 0) {
      return false;
    }
    descend(level + 1, pages[level].child(nodes[level]));
    return true;
  }

  /** Loads a page and the first below it, down to the leaf. */
  private void descend(int from, long page) throws DataException {
    long next = page;
    for (int level = from; level <= leafLevel(); level++) {
      pages[level].load(next, level == leafLevel());
      nodes[level] = 0;
      if (level < leafLevel()) {
        next = pages[level].child(0);
      }
    }
  }

  private ByteBuffer overflow(long bytes) throws DataException {
    if (bytes > overflow.capacity()) {
      if (bytes > Integer.MAX_VALUE - 8) {
        throw file.error(
            "the value of key %s has %,d bytes, 2 GiB at most can be read".formatted(key(), bytes));
      }
      try {
        overflow = ByteBuffer.allocate((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
      } catch (OutOfMemoryError e) {
        throw file.error(
            "the value of key %s has %,d bytes, more than the Java heap takes; raise -Xmx"
                .formatted(key(), bytes));
      }
    }
    return overflow.clear().limit((int) bytes);
  }

  private void requireRecords() throws DataException {
    if (entries() == 0) {
      throw file.error("it holds no records");
    }
  }
}
