package io.decant.data.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The bytes before the data of a file, and the parts that objects have in common. */
final class HeadBuffer {
  static final long UNDEFINED = -1;

  private final ByteBuffer out;

  HeadBuffer(int bytes) {
    out = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns how many bytes lead from a length to the next multiple of 8. */
  static int padding(long length) {
    return (int) (-length & 7);
  }

  ByteBuffer out() {
    return out;
  }

  /** Begins a structure at a byte, with its four letters. */
  ByteBuffer structure(int at, String letters) {
    return out.position(at).put(letters.getBytes(StandardCharsets.US_ASCII));
  }

  /** Begins the header of an object: its number of messages, and their bytes. */
  void header(int at, int messages, int bytes) {
    out.position(at);
    out.put((byte) 1).put((byte) 0).putShort((short) messages).putInt(1).putInt(bytes).putInt(0);
  }

  /** Begins a message of a header. */
  ByteBuffer message(int type, int flags, int bytes) {
    // the message before may end in padding
    out.position(out.position() + padding(out.position()));
    return out.putShort((short) type).putShort((short) bytes).putInt(flags);
  }

  /** Returns the bytes of a header with messages of so many bytes. */
  static int headerBytes(int messages, int bytes) {
    return 16 + 8 * messages + bytes;
  }
}
