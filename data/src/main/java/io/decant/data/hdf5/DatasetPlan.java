package io.decant.data.hdf5;

import io.decant.spi.op.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A dataset that is being laid out: its header in the head, its data in one piece behind that. */
final class DatasetPlan implements ObjectPlan {
  private static final int DATASPACE = 0x1;
  private static final int DATATYPE = 0x3;
  private static final int FILL_VALUE = 0x5;
  private static final int LAYOUT = 0x8;
  private static final int MESSAGES = 4;

  /** Writes the data. */
  @FunctionalInterface
  private interface Content {
    void write(OutputStream out) throws IOException;
  }

  /** Numbers that are converted at a time. */
  private static final int PIECE = 1 << 14;

  private final StoredType type;
  private final int size;
  private final Shape shape;
  private final Content content;
  private int header;
  private long address;

  private DatasetPlan(StoredType type, int size, Shape shape, Content content) {
    this.type = type;
    this.size = size;
    this.shape = shape;
    this.content = content;
  }

  static DatasetPlan of(Hdf5Array array) {
    return new DatasetPlan(
        StoredType.FLOAT32, Float.BYTES, array.shape(), out -> write(array, out));
  }

  static DatasetPlan of(Hdf5Integer integer) {
    byte[] bytes = new byte[Integer.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(integer.value());
    return new DatasetPlan(StoredType.INT32, Integer.BYTES, Shape.of(1), out -> out.write(bytes));
  }

  static DatasetPlan of(Hdf5Text text) {
    byte[] bytes = (text.text() + '\0').getBytes(StandardCharsets.UTF_8);
    StoredType type = bytes.length == text.text().length() + 1 ? StoredType.ASCII : StoredType.UTF8;
    return new DatasetPlan(type, bytes.length, Shape.of(), out -> out.write(bytes));
  }

  private static void write(Hdf5Array array, OutputStream out) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * PIECE).order(ByteOrder.LITTLE_ENDIAN);
    long count = array.shape().count();
    for (long first = 0; first < count; first += PIECE) {
      int length = (int) Math.min(PIECE, count - first);
      bytes.asFloatBuffer().put(array.values().floats(first, length));
      out.write(bytes.array(), 0, Float.BYTES * length);
    }
  }

  private long bytes() {
    return Math.multiplyExact(size, shape.count());
  }

  private int messageBytes() {
    return 8 + 8 * shape.rank() + type.bytes() + 8 + 24;
  }

  @Override
  public int place(int at) {
    header = at;
    return Math.addExact(at, HeadBuffer.headerBytes(MESSAGES, messageBytes()));
  }

  /** Gives the data their place; returns the byte behind them, a multiple of 8. */
  long placeData(long at) {
    address = bytes() == 0 ? HeadBuffer.UNDEFINED : at;
    return at + bytes() + HeadBuffer.padding(bytes());
  }

  @Override
  public void write(HeadBuffer head) {
    int rank = shape.rank();
    head.header(header, MESSAGES, 8 * MESSAGES + messageBytes());
    ByteBuffer out = head.message(DATASPACE, 0, 8 + 8 * rank);
    out.put((byte) 1).put((byte) rank).putShort((short) 0).putInt(0);
    for (long extent : shape.toArray()) {
      out.putLong(extent);
    }
    type.write(head.message(DATATYPE, 1, type.bytes()), size);
    head.message(FILL_VALUE, 1, 8).put(new byte[] {2, 2, 2, 1}).putInt(0);
    head.message(LAYOUT, 0, 24).put((byte) 3).put((byte) 1).putLong(address).putLong(bytes());
  }

  @Override
  public void writeEntry(HeadBuffer out) {
    out.out().putLong(header).putLong(0).putLong(0).putLong(0);
  }

  /** Writes the data, up to a multiple of 8. */
  void writeData(OutputStream out) throws IOException {
    content.write(out);
    out.write(new byte[HeadBuffer.padding(bytes())]);
  }
}
