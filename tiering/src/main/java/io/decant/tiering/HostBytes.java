package io.decant.tiering;

import io.decant.spi.device.HostMemory;
import java.nio.ByteBuffer;

/** Copies within host memory, of any size. */
final class HostBytes {
  private static final int CHUNK = 1 << 30;
  private static final int ZEROS = 1 << 16;

  private HostBytes() {}

  static void copy(HostMemory from, long fromOffset, HostMemory to, long toOffset, long bytes) {
    for (long done = 0; done < bytes; done += CHUNK) {
      int length = (int) Math.min(CHUNK, bytes - done);
      to.slice(toOffset + done, length).put(from.slice(fromOffset + done, length));
    }
  }

  static void zero(HostMemory memory, long offset, long bytes) {
    ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(ZEROS, bytes));
    for (long done = 0; done < bytes; done += ZEROS) {
      int length = (int) Math.min(ZEROS, bytes - done);
      memory.slice(offset + done, length).put(zeros.slice(0, length));
    }
  }

  /** Refuses a range outside the memory. */
  static void check(HostMemory memory, long offset, long bytes) {
    if (offset < 0 || bytes > memory.bytes() - offset) {
      throw new IndexOutOfBoundsException(
          bytes + " bytes at " + offset + " do not lie within " + memory.bytes() + " bytes");
    }
  }
}
