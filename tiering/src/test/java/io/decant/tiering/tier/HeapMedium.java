package io.decant.tiering.tier;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A disk in memory, which may be full or faulty. It refuses what a real one would refuse. */
final class HeapMedium implements SpillMedium {
  private final byte[] bytes;
  private long end;
  private int untilFull = Integer.MAX_VALUE;
  private int untilWrong = Integer.MAX_VALUE;
  private boolean closed;

  HeapMedium(int bytes) {
    this.bytes = new byte[bytes];
  }

  HeapMedium fullAfter(int writes) {
    untilFull = writes;
    return this;
  }

  HeapMedium wrongAfter(int writes) {
    untilWrong = writes;
    return this;
  }

  /** Changes one bit. */
  synchronized void flip(int position) {
    bytes[position] ^= 4;
  }

  /** Returns the bytes up to the last one written. */
  synchronized long end() {
    return end;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void read(ByteBuffer target, long position) {
    check(target, position);
    target.put(bytes, (int) position, target.remaining());
  }

  @Override
  public synchronized void write(ByteBuffer source, long position) throws IOException {
    check(source, position);
    if (untilFull-- <= 0) {
      throw new IOException("No space left on device");
    }
    int length = source.remaining();
    source.get(bytes, (int) position, length);
    end = Math.max(end, position + length);
    if (untilWrong-- == 0) {
      flip((int) position + 1);
    }
  }

  private void check(ByteBuffer buffer, long position) {
    boolean aligned =
        position % ALIGNMENT == 0
            && buffer.remaining() % ALIGNMENT == 0
            && buffer.isDirect()
            && buffer.alignmentOffset(buffer.position(), ALIGNMENT) == 0;
    if (!aligned || closed) {
      throw new AssertionError(buffer + " at " + position + (closed ? ": closed" : ""));
    }
  }

  @Override
  public synchronized long freeBytes() {
    return bytes.length - end;
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
