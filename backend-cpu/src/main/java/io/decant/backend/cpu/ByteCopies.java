package io.decant.backend.cpu;

import io.decant.spi.device.CopyShape;
import java.nio.ByteBuffer;

/** Moves rows of bytes between memories that hand out buffers of at most 2 GiB. */
final class ByteCopies {
  private static final int LARGEST_WINDOW = 1 << 30;

  private ByteCopies() {}

  /** Memory that can be looked at through buffers. */
  interface Memory {
    /** Returns a window on {@code length} bytes from {@code offset} on. */
    ByteBuffer slice(long offset, int length);
  }

  static void copy(
      Memory source, long sourceOffset, Memory target, long targetOffset, CopyShape shape) {
    if (shape.rows() == 0 || shape.rowBytes() == 0) {
      return;
    }
    if (shape.sourceExtent() <= LARGEST_WINDOW && shape.targetExtent() <= LARGEST_WINDOW) {
      rows(source, sourceOffset, target, targetOffset, shape);
    } else if (shape.rows() > 1) {
      long half = shape.rows() / 2;
      copy(source, sourceOffset, target, targetOffset, withRows(shape, half));
      copy(
          source,
          sourceOffset + half * shape.sourcePitch(),
          target,
          targetOffset + half * shape.targetPitch(),
          withRows(shape, shape.rows() - half));
    } else {
      for (long done = 0; done < shape.rowBytes(); done += LARGEST_WINDOW) {
        long bytes = Math.min(LARGEST_WINDOW, shape.rowBytes() - done);
        rows(source, sourceOffset + done, target, targetOffset + done, CopyShape.bytes(bytes));
      }
    }
  }

  private static CopyShape withRows(CopyShape shape, long rows) {
    return new CopyShape(rows, shape.rowBytes(), shape.sourcePitch(), shape.targetPitch());
  }

  private static void rows(
      Memory source, long sourceOffset, Memory target, long targetOffset, CopyShape shape) {
    ByteBuffer from = source.slice(sourceOffset, (int) shape.sourceExtent());
    ByteBuffer to = target.slice(targetOffset, (int) shape.targetExtent());
    int length = (int) shape.rowBytes();
    for (long row = 0; row < shape.rows(); row++) {
      to.put((int) (row * shape.targetPitch()), from, (int) (row * shape.sourcePitch()), length);
    }
  }
}
