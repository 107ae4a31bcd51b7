package io.decant.data.hdf5;

import java.nio.ByteBuffer;

/** The types of what is written, as the messages that describe them. */
enum StoredType {
  FLOAT32(24) {
    @Override
    void write(ByteBuffer out, int size) {
      out.put(new byte[] {0x11, 0x20, 31, 0}).putInt(size);
      out.putShort((short) 0).putShort((short) Float.SIZE);
      out.put(new byte[] {23, 8, 0, 23}).putInt(127).putInt(0);
    }
  },
  INT32(16) {
    @Override
    void write(ByteBuffer out, int size) {
      out.put(new byte[] {0x10, 8, 0, 0}).putInt(size);
      out.putShort((short) 0).putShort((short) Integer.SIZE).putInt(0);
    }
  },
  ASCII(8) {
    @Override
    void write(ByteBuffer out, int size) {
      out.put(new byte[] {0x13, 0, 0, 0}).putInt(size);
    }
  },
  UTF8(8) {
    @Override
    void write(ByteBuffer out, int size) {
      out.put(new byte[] {0x13, 0x10, 0, 0}).putInt(size);
    }
  };

  private final int bytes;

  StoredType(int bytes) {
    this.bytes = bytes;
  }

  /** Returns the bytes of the message. */
  int bytes() {
    return bytes;
  }

  /** Writes the message. */
  abstract void write(ByteBuffer out, int size);
}
