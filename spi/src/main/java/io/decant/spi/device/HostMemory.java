package io.decant.spi.device;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Host memory outside the Java heap and the direct-memory limit, addressed by long offsets.
 * Thread-safe in itself; what its bytes mean is up to its users. One owner, who closes it; buffers
 * made from it must not be used after that.
 */
public final class HostMemory implements AutoCloseable {
  private final long address;
  private final long bytes;
  private final Runnable release;

  /** Java frees a buffer's memory when nothing refers to the buffer any more. */
  private final @Nullable ByteBuffer buffer;

  private boolean closed;

  private HostMemory(long address, long bytes, Runnable release, @Nullable ByteBuffer buffer) {
    this.address = address;
    this.bytes = bytes;
    this.release = release;
    this.buffer = buffer;
  }

  /**
   * Allocates pageable memory, zeroed.
   *
   * @param bytes at least 1
   * @throws OutOfHostMemoryException when the system refuses
   */
  public static HostMemory allocate(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException(bytes + " bytes were asked for, at least 1 is needed");
    }
    long address = NativeMemory.allocate(bytes);
    return new HostMemory(address, bytes, () -> NativeMemory.free(address), null);
  }

  /**
   * Wraps memory that a backend allocated.
   *
   * @param address of its first byte
   * @param bytes its size
   * @param release gives it back; run once
   */
  public static HostMemory wrap(long address, long bytes, Runnable release) {
    return new HostMemory(address, bytes, release, null);
  }

  /**
   * Wraps memory that a backend allocated and has as a buffer.
   *
   * @param memory a direct buffer over all of it; kept as long as this or a window on it is
   * @param release gives it back; run once
   */
  public static HostMemory wrap(ByteBuffer memory, Runnable release) {
    if (!memory.isDirect()) {
      throw new IllegalArgumentException("the buffer lies on the heap, a direct one is needed");
    }
    return new HostMemory(NativeMemory.address(memory), memory.capacity(), release, memory);
  }

  /** Returns the size in bytes. */
  public long bytes() {
    return bytes;
  }

  /**
   * Returns the address of the first byte.
   *
   * @throws IllegalStateException when closed
   */
  public synchronized long address() {
    if (closed) {
      throw new IllegalStateException("host memory of " + bytes + " bytes was closed");
    }
    return address;
  }

  /**
   * Returns a window on the memory in native byte order.
   *
   * @param offset of its first byte
   * @param length its size in bytes
   * @throws IndexOutOfBoundsException when it does not lie within the memory
   */
  public ByteBuffer slice(long offset, int length) {
    if (offset < 0 || length < 0 || offset > bytes - length) {
      throw new IndexOutOfBoundsException(
          length + " bytes at " + offset + " do not lie within " + bytes + " bytes");
    }
    long first = address() + offset;
    return buffer == null
        ? NativeMemory.buffer(first, length)
        : buffer.slice((int) offset, length).order(ByteOrder.nativeOrder());
  }

  /** Releases the memory. Harmless when closed already. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      release.run();
    }
  }
}
