package io.decant.spi.support;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.HostMemory;

/**
 * Checks what {@link io.decant.spi.device.Device} and {@link io.decant.spi.device.DeviceStream} are
 * asked for, so that nothing native sees a size or a range that cannot be.
 */
public final class MemoryChecks {
  private MemoryChecks() {}

  /**
   * Checks the size of a slab.
   *
   * @throws IllegalArgumentException unless it is at least 1
   */
  public static void slab(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException(bytes + " bytes were asked for, at least 1 is needed");
    }
  }

  /**
   * Checks the size of pinned memory.
   *
   * @param most what the device gives at once
   * @throws IllegalArgumentException unless it is 1 to that
   */
  public static void pinned(long bytes, long most) {
    if (bytes < 1 || bytes > most) {
      throw new IllegalArgumentException(
          bytes + " bytes of pinned memory were asked for; 1 to " + most + " can be had");
    }
  }

  /**
   * Checks a copy from the host.
   *
   * @throws IndexOutOfBoundsException when it reaches outside
   * @throws IllegalStateException when the host memory was closed
   */
  public static void upload(
      HostMemory source, long sourceOffset, DeviceSlab target, long targetOffset, CopyShape shape) {
    ranges(source.bytes(), sourceOffset, target.bytes(), targetOffset, shape);
    source.address();
  }

  /**
   * Checks a copy to the host.
   *
   * @throws IndexOutOfBoundsException when it reaches outside
   * @throws IllegalStateException when the host memory was closed
   */
  public static void download(
      DeviceSlab source, long sourceOffset, HostMemory target, long targetOffset, CopyShape shape) {
    ranges(source.bytes(), sourceOffset, target.bytes(), targetOffset, shape);
    target.address();
  }

  /**
   * Checks a copy within the device.
   *
   * @throws IndexOutOfBoundsException when it reaches outside
   */
  public static void copy(
      DeviceSlab source, long sourceOffset, DeviceSlab target, long targetOffset, CopyShape shape) {
    ranges(source.bytes(), sourceOffset, target.bytes(), targetOffset, shape);
  }

  /**
   * Checks a fill.
   *
   * @throws IndexOutOfBoundsException when it reaches outside
   * @throws IllegalArgumentException when it does not cover whole words of 32 bits
   */
  public static void fill(DeviceSlab target, long offset, long bytes) {
    if (offset % Integer.BYTES != 0 || bytes % Integer.BYTES != 0) {
      throw new IllegalArgumentException(
          "cannot fill " + bytes + " bytes at " + offset + ": both must be multiples of 4");
    }
    range("target", offset, bytes, target.bytes());
  }

  private static void ranges(
      long sourceBytes, long sourceOffset, long targetBytes, long targetOffset, CopyShape shape) {
    range("source", sourceOffset, shape.sourceExtent(), sourceBytes);
    range("target", targetOffset, shape.targetExtent(), targetBytes);
  }

  private static void range(String what, long offset, long extent, long bytes) {
    if (offset < 0 || extent < 0 || extent > bytes - offset) {
      throw new IndexOutOfBoundsException(
          what + ": " + extent + " bytes at " + offset + " do not lie within " + bytes + " bytes");
    }
  }
}
