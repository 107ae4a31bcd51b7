package io.decant.data.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What stands before the data of a file: superblock of version 0, root group as a tree with one
 * leaf, and a header for each dataset. Source: the HDF5 file format specification, version 1.
 */
final class Hdf5Head {
  private static final int MOST = 8;
  private static final int LEAF_RANK = MOST / 2;
  private static final int TREE_RANK = 16;

  private static final int ROOT = 96;
  private static final int TREE = ROOT + 40;
  private static final int HEAP = TREE + 24 + (2 * TREE_RANK + 1) * 8 + 2 * TREE_RANK * 8;
  private static final int NAMES = HEAP + 32;

  private static final int DATASPACE = 0x1;
  private static final int DATATYPE = 0x3;
  private static final int FILL_VALUE = 0x5;
  private static final int LAYOUT = 0x8;
  private static final int SYMBOL_TABLE = 0x11;
  private static final long UNDEFINED = -1;

  private final List<Hdf5Array> arrays;
  private final ByteBuffer out;
  private final int[] nameOffsets;
  private final int[] headers;
  private final long[] data;
  private final int leaf;
  private final long end;

  /** Lays a file out, whose arrays are in the order of their names. */
  Hdf5Head(List<Hdf5Array> arrays) {
    if (arrays.isEmpty() || arrays.size() > MOST) {
      throw new IllegalArgumentException(
          arrays.size() + " datasets; 1 to " + MOST + " are possible");
    }
    this.arrays = arrays;
    nameOffsets = new int[arrays.size()];
    headers = new int[arrays.size()];
    data = new long[arrays.size()];
    int names = 8;
    for (int i = 0; i < nameOffsets.length; i++) {
      nameOffsets[i] = names;
      int length = arrays.get(i).name().length() + 1;
      names += length + padding(length);
    }
    leaf = NAMES + names;
    int head = leaf + 8 + MOST * 40;
    for (int i = 0; i < headers.length; i++) {
      headers[i] = head;
      head += 16 + 4 * 8 + messages(arrays.get(i));
    }
    long position = head;
    for (int i = 0; i < data.length; i++) {
      data[i] = position;
      position += arrays.get(i).bytes() + padding(arrays.get(i).bytes());
    }
    end = position;
    out = ByteBuffer.allocate(head).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns how many bytes lead from a length to the next multiple of 8. */
  static int padding(long length) {
    return (int) (-length & 7);
  }

  byte[] bytes() {
    superblock();
    rootGroup();
    names();
    leaf();
    for (int i = 0; i < headers.length; i++) {
      dataset(arrays.get(i), headers[i], data[i]);
    }
    return out.array();
  }

  private void superblock() {
    out.putLong(0x0a1a0a0d46444889L);
    out.put(new byte[] {0, 0, 0, 0, 0, 8, 8, 0});
    out.putShort((short) LEAF_RANK).putShort((short) TREE_RANK).putInt(0);
    out.putLong(0).putLong(UNDEFINED).putLong(end).putLong(UNDEFINED);
    out.putLong(0).putLong(ROOT).putInt(1).putInt(0).putLong(TREE).putLong(HEAP);
  }

  private void rootGroup() {
    header(ROOT, 1, 24);
    message(SYMBOL_TABLE, 0, 16);
    out.putLong(TREE).putLong(HEAP);
    out.position(TREE);
    out.put("TREE".getBytes(StandardCharsets.US_ASCII)).put((byte) 0).put((byte) 0);
    out.putShort((short) 1).putLong(UNDEFINED).putLong(UNDEFINED);
    out.putLong(0).putLong(leaf).putLong(nameOffsets[nameOffsets.length - 1]);
  }

  private void names() {
    out.position(HEAP);
    out.put("HEAP".getBytes(StandardCharsets.US_ASCII)).putInt(0);
    out.putLong(leaf - NAMES).putLong(1).putLong(NAMES);
    for (int i = 0; i < nameOffsets.length; i++) {
      out.position(NAMES + nameOffsets[i]);
      out.put(arrays.get(i).name().getBytes(StandardCharsets.US_ASCII));
    }
  }

  private void leaf() {
    out.position(leaf);
    out.put("SNOD".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0);
    out.putShort((short) headers.length);
    for (int i = 0; i < headers.length; i++) {
      out.putLong(nameOffsets[i]).putLong(headers[i]).putLong(0).putLong(0).putLong(0);
    }
  }

  private static int messages(Hdf5Array array) {
    return 8 + 8 * array.shape().rank() + 24 + 8 + 24;
  }

  private void dataset(Hdf5Array array, int position, long address) {
    header(position, 4, 4 * 8 + messages(array));
    int rank = array.shape().rank();
    message(DATASPACE, 0, 8 + 8 * rank);
    out.put((byte) 1).put((byte) rank).putShort((short) 0).putInt(0);
    for (long extent : array.shape().toArray()) {
      out.putLong(extent);
    }
    message(DATATYPE, 1, 24);
    out.put(new byte[] {0x11, 0x20, 31, 0}).putInt(Float.BYTES);
    out.putShort((short) 0).putShort((short) Float.SIZE);
    out.put(new byte[] {23, 8, 0, 23}).putInt(127).putInt(0);
    message(FILL_VALUE, 1, 8);
    out.put(new byte[] {2, 2, 2, 1}).putInt(0);
    message(LAYOUT, 0, 24);
    out.put((byte) 3).put((byte) 1).putLong(address).putLong(array.bytes());
  }

  /** Begins the header of an object: its number of messages, and their bytes. */
  private void header(int position, int messages, int bytes) {
    out.position(position);
    out.put((byte) 1).put((byte) 0).putShort((short) messages).putInt(1).putInt(bytes).putInt(0);
  }

  private void message(int type, int flags, int bytes) {
    // the message before may end in padding
    out.position(out.position() + padding(out.position()));
    out.putShort((short) type).putShort((short) bytes).putInt(flags);
  }
}
