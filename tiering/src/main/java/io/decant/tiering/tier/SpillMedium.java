package io.decant.tiering.tier;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Bytes at positions of a medium that may be full or fail. Positions, sizes and addresses of
 * buffers are multiples of {@link #ALIGNMENT}. Thread-safe.
 */
interface SpillMedium extends AutoCloseable {
  /** What direct access to disks asks for. */
  int ALIGNMENT = 4096;

  /** Fills the buffer. */
  void read(ByteBuffer target, long position) throws IOException;

  /** Writes the buffer. */
  void write(ByteBuffer source, long position) throws IOException;

  /** Returns the bytes by which it can grow. */
  long freeBytes() throws IOException;

  @Override
  void close();
}
