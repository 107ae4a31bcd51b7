package io.decant.tiering;

import io.decant.spi.device.HostMemory;
import io.decant.spi.memory.TierStorage;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Copies within host memory, and between it and storage, of any size. */
final class HostBytes {
  private static final int CHUNK = 1 << 22;
  private static final int ZEROS = 1 << 16;

  private HostBytes() {}

  static void copy(HostMemory from, long fromOffset, HostMemory to, long toOffset, long bytes) {
    for (long done = 0; done < bytes; done += CHUNK) {
      int length = (int) Math.min(CHUNK, bytes - done);
      to.slice(toOffset + done, length).put(from.slice(fromOffset + done, length));
    }
  }

  static void read(TierStorage from, long fromOffset, HostMemory to, long toOffset, long bytes)
      throws IOException {
    for (long done = 0; done < bytes; done += CHUNK) {
      int length = (int) Math.min(CHUNK, bytes - done);
      from.read(fromOffset + done, to.slice(toOffset + done, length));
    }
  }

  static void write(HostMemory from, long fromOffset, TierStorage to, long toOffset, long bytes)
      throws IOException {
    for (long done = 0; done < bytes; done += CHUNK) {
      int length = (int) Math.min(CHUNK, bytes - done);
      to.write(toOffset + done, from.slice(fromOffset + done, length));
    }
  }

  static void zero(HostMemory memory, long offset, long bytes) {
    ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(ZEROS, bytes));
    for (long done = 0; done < bytes; done += ZEROS) {
      int length = (int) Math.min(ZEROS, bytes - done);
      memory.slice(offset + done, length).put(zeros.slice(0, length));
    }
  }

  /** Copies the start of storage to other storage. */
  static void copy(TierStorage from, TierStorage to, long bytes) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocateDirect((int) Math.min(CHUNK, bytes));
    for (long done = 0; done < bytes; done += CHUNK) {
      int length = (int) Math.min(CHUNK, bytes - done);
      from.read(done, chunk.clear().limit(length));
      to.write(done, chunk.clear().limit(length));
    }
  }

  /** Fills the start of storage with zeros. */
  static void zero(TierStorage storage, long bytes) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(CHUNK, bytes));
    for (long done = 0; done < bytes; done += CHUNK) {
      storage.write(done, zeros.slice(0, (int) Math.min(CHUNK, bytes - done)));
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
