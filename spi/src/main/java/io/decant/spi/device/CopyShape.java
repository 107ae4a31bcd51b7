package io.decant.spi.device;

/**
 * What a copy covers: {@code rows} rows of {@code rowBytes} bytes, whose starts lie {@code
 * sourcePitch} and {@code targetPitch} bytes apart.
 *
 * @param rows number of rows
 * @param rowBytes bytes of a row
 * @param sourcePitch bytes between the starts of rows in the source
 * @param targetPitch bytes between the starts of rows in the target
 */
public record CopyShape(long rows, long rowBytes, long sourcePitch, long targetPitch) {
  /** Checks the sizes. */
  public CopyShape {
    if (rows < 0
        || rowBytes < 0
        || (rows > 1 && (sourcePitch < rowBytes || targetPitch < rowBytes))) {
      throw new IllegalArgumentException(
          "cannot copy "
              + rows
              + " rows of "
              + rowBytes
              + " bytes at pitches of "
              + sourcePitch
              + " and "
              + targetPitch);
    }
  }

  /** Returns a plain run of bytes. */
  public static CopyShape bytes(long bytes) {
    return new CopyShape(1, bytes, bytes, bytes);
  }

  /** Returns the number of bytes copied. */
  public long total() {
    return rows * rowBytes;
  }

  /** Returns the bytes from the first to the last one touched in the source. */
  public long sourceExtent() {
    return rows == 0 ? 0 : (rows - 1) * sourcePitch + rowBytes;
  }

  /** Returns the bytes from the first to the last one touched in the target. */
  public long targetExtent() {
    return rows == 0 ? 0 : (rows - 1) * targetPitch + rowBytes;
  }
}
