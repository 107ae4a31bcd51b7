package io.decant.data.leveldb;

import io.decant.data.DataException;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;

/** Entries in the order of {@link InternalKey}; before the first at the start. */
interface Entries extends AutoCloseable {
  /** Moves to the next entry; false at the end. */
  boolean next() throws DataException;

  /** Returns the key of the entry, with its tail. */
  byte[] key();

  /** Returns the value of the entry. */
  byte[] value();

  /** Closes the file that is open. */
  @Override
  void close();

  /** Returns the entries of a map. */
  static Entries of(SortedMap<byte[], byte[]> map) {
    Iterator<Map.Entry<byte[], byte[]>> entries = map.entrySet().iterator();
    return new Entries() {
      private byte[] key = {};
      private byte[] value = {};

      @Override
      public boolean next() {
        if (!entries.hasNext()) {
          return false;
        }
        Map.Entry<byte[], byte[]> entry = entries.next();
        key = entry.getKey();
        value = entry.getValue();
        return true;
      }

      @Override
      public byte[] key() {
        return key;
      }

      @Override
      public byte[] value() {
        return value;
      }

      @Override
      public void close() {}
    };
  }
}
