package example.minimal;

import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.View;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Objects;
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
    Objects.checkFromIndexSize(offset, bytes, bytes());
    return buffer.slice((int) offset, (int) bytes).order(ByteOrder.nativeOrder());
  }

  /** Returns an operand, refused where it reaches outside its slab. */
  static FloatBuffer floats(View view) {
    MinimalSlab slab = (MinimalSlab) view.slab();
    return slab.range(view.offset(), view.tensor().extentBytes()).asFloatBuffer();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      release.accept(bytes());
    }
  }
}
