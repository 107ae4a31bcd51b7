package example.minimal;

import io.decant.spi.device.DeviceSlab;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.LongConsumer;

/**
 * Heap memory. Work takes the buffer when it is enqueued, so that closing the slab behind it is
 * safe: the garbage collector frees what nobody uses any more.
 */
final class MinimalSlab implements DeviceSlab {
  private final ByteBuffer buffer;
  private final LongConsumer release;
  private boolean closed;

  MinimalSlab(long bytes, LongConsumer release) {
    this.buffer = ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
    this.release = release;
  }

  @Override
  public long bytes() {
    return buffer.capacity();
  }

  /** Returns the bytes of a range, or refuses it. */
  synchronized ByteBuffer range(long offset, long bytes) {
    if (closed) {
      throw new IllegalStateException("a slab of " + bytes() + " bytes was closed");
    }
    if (offset < 0 || bytes < 0 || offset > bytes() - bytes) {
      throw new IndexOutOfBoundsException(
          bytes + " bytes at " + offset + " do not lie within a slab of " + bytes() + " bytes");
    }
    return buffer.slice((int) offset, (int) bytes).order(ByteOrder.nativeOrder());
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      release.accept(bytes());
    }
  }
}
