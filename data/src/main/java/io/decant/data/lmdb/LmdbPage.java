package io.decant.data.lmdb;

import io.decant.data.DataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A page of the tree, of which every offset is checked before it is used. After the header of 16
 * bytes come the offsets of the nodes; a node is a header of 8 bytes, its key, and its data. One
 * buffer that is loaded again and again. Not thread-safe.
 */
final class LmdbPage {
  static final int META = 0x08;
  private static final int BRANCH = 0x01;
  private static final int LEAF = 0x02;
  private static final int OVERFLOW = 0x04;
  private static final int KINDS = 0x6f;
  private static final int HEADER = 16;
  private static final int NODE_HEADER = 8;
  private static final int BIG_DATA = 0x01;

  private final LmdbFile file;
  private final ByteBuffer bytes;
  private boolean leaf;
  private int nodes;
  private int upper;

  LmdbPage(LmdbFile file) {
    this.file = file;
    this.bytes = ByteBuffer.allocate(file.meta().pageSize()).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Reads a page that must be a leaf, or a branch. */
  void load(long page, boolean asLeaf) throws DataException {
    bytes.clear();
    file.read(page, bytes);
    leaf = asLeaf;
    if (bytes.getLong(0) != page) {
      throw file.damaged("page " + page + " has another number");
    }
    if ((unsigned(10) & KINDS) != (leaf ? LEAF : BRANCH)) {
      throw file.damaged("page " + page + " is no " + (leaf ? "leaf" : "branch"));
    }
    int lower = unsigned(12);
    upper = unsigned(14);
    nodes = (lower - HEADER) / 2;
    if (lower < HEADER + 2 || lower % 2 != 0 || upper < lower || upper > bytes.capacity()) {
      throw file.damaged("page " + page + " has an impossible header");
    }
  }

  /** Returns the number of nodes, at least 1. */
  int nodes() {
    return nodes;
  }

  /** Returns the page that a node of a branch leads to. */
  long child(int index) throws DataException {
    int node = node(index);
    return unsigned(node) | (long) unsigned(node + 2) << 16 | (long) unsigned(node + 4) << 32;
  }

  /** Returns the key of a node. */
  byte[] key(int index) throws DataException {
    int node = node(index);
    byte[] key = new byte[unsigned(node + 6)];
    bytes.get(node + NODE_HEADER, key);
    return key;
  }

  /** Checks a leaf's node without reading its value: that it is whole and within the file. */
  void checkValue(int index) throws DataException {
    int node = node(index);
    long size = valueSize(node);
    if (isBig(node)) {
      file.checkExtent(overflowPage(node), HEADER + size);
    } else if (size > bytes.capacity() - dataOf(node)) {
      throw file.damaged("a value runs over the end of its page");
    }
  }

  /**
   * Returns the value of a leaf's node that {@link #checkValue} passed.
   *
   * @param overflow reads overflow pages: given a size, lends a buffer of it
   */
  ByteBuffer value(int index, OverflowBuffer overflow) throws DataException {
    int node = node(index);
    long size = valueSize(node);
    if (!isBig(node)) {
      return bytes.slice(dataOf(node), (int) size).order(ByteOrder.LITTLE_ENDIAN);
    }
    long page = overflowPage(node);
    ByteBuffer pages = overflow.ofBytes(HEADER + size);
    file.read(page, pages);
    long count = Integer.toUnsignedLong(pages.getInt(12));
    if (pages.getLong(0) != page
        || (pages.getShort(10) & KINDS) != OVERFLOW
        || HEADER + size > count * bytes.capacity()) {
      throw file.damaged("page " + page + " does not begin a long value");
    }
    return pages.slice(HEADER, (int) size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns where a node begins, when its header and key lie within the page. */
  private int node(int index) throws DataException {
    int node = unsigned(HEADER + 2 * index);
    if (node < upper || node > bytes.capacity() - NODE_HEADER) {
      throw file.damaged("a node lies outside its page");
    }
    if (unsigned(node + 6) > bytes.capacity() - NODE_HEADER - node) {
      throw file.damaged("a key runs over the end of its page");
    }
    return node;
  }

  private boolean isBig(int node) throws DataException {
    int flags = unsigned(node + 4);
    if (flags > BIG_DATA) {
      throw file.error(
          "it holds named databases or keys with several values (flags 0x%x), which Caffe's"
                  .formatted(flags)
              + " databases never do");
    }
    return flags == BIG_DATA;
  }

  private long valueSize(int node) {
    return unsigned(node) | (long) unsigned(node + 2) << 16;
  }

  private int dataOf(int node) {
    return node + NODE_HEADER + unsigned(node + 6);
  }

  private long overflowPage(int node) throws DataException {
    int data = dataOf(node);
    if (data > bytes.capacity() - Long.BYTES) {
      throw file.damaged("a value runs over the end of its page");
    }
    return bytes.getLong(data);
  }

  private int unsigned(int offset) {
    return Short.toUnsignedInt(bytes.getShort(offset));
  }

  /** Lends buffers for values that do not fit a page. */
  interface OverflowBuffer {
    /** Returns a little-endian buffer of so many bytes, from position 0 to its limit. */
    ByteBuffer ofBytes(long size) throws DataException;
  }
}
