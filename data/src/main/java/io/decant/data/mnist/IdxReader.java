package io.decant.data.mnist;

import io.decant.data.DataException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Reads a file in the IDX format of MNIST: a magic number that gives the number of axes, their
 * sizes (big-endian), then unsigned bytes. A gzipped file is unpacked on the way. For one thread.
 */
final class IdxReader implements Closeable {
  private static final int BUFFER = 1 << 16;

  /** The most bytes that an item may have. */
  static final long LARGEST_ITEM = 1L << 28;

  /** What a file should hold. */
  enum Kind {
    /** Rows by columns of one channel. */
    IMAGES("images", 0x803),
    /** One number each. */
    LABELS("labels", 0x801);

    private final String word;
    private final int magic;

    Kind(String word, int magic) {
      this.word = word;
      this.magic = magic;
    }

    private int axes() {
      return magic & 0xff;
    }
  }

  private final Path file;
  private final Kind kind;
  private final DataInputStream in;
  private final int[] sizes;
  private int read;

  private IdxReader(Path file, Kind kind, DataInputStream in) throws IOException {
    this.file = file;
    this.kind = kind;
    this.in = in;
    this.sizes = readHeader();
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws DataException when it is missing, no IDX file of that kind, or damaged
   */
  static IdxReader open(Path file, Kind kind) throws IOException {
    if (!Files.exists(file)) {
      throw new DataException("cannot read " + file + ": there is no such file");
    }
    if (!Files.isRegularFile(file)) {
      throw new DataException("cannot read " + file + ": it is not a regular file");
    }
    InputStream raw;
    try {
      raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    } catch (AccessDeniedException e) {
      throw new DataException("cannot read " + file + ": this user may not", e);
    }
    try {
      return new IdxReader(file, kind, new DataInputStream(unpacked(raw)));
    } catch (EOFException e) {
      raw.close();
      throw new DataException("cannot read " + file + ": it ends within its header", e);
    } catch (DataException e) {
      raw.close();
      throw e;
    } catch (IOException e) {
      raw.close();
      throw new DataException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static InputStream unpacked(InputStream raw) throws IOException {
    raw.mark(2);
    boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
    raw.reset();
    return gzip ? new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER) : raw;
  }

  private int[] readHeader() throws IOException {
    int magic = in.readInt();
    if (magic != kind.magic) {
      throw new DataException(
          "cannot read %s: it is no IDX file of %s: it begins with 0x%08x instead of 0x%08x"
              .formatted(file, kind.word, magic, kind.magic));
    }
    int[] header = new int[kind.axes()];
    long bytes = 1;
    for (int axis = 0; axis < header.length; axis++) {
      header[axis] = in.readInt();
      boolean positive = header[axis] > 0;
      bytes = axis == 0 || !positive ? bytes : bytes * header[axis];
      if (!positive || bytes > LARGEST_ITEM) {
        throw new DataException(
            "cannot read %s: its header states a size of %d on axis %d"
                .formatted(file, header[axis], axis));
      }
    }
    return header;
  }

  /** Returns the number of items. */
  int items() {
    return sizes[0];
  }

  /** Returns the size of an image on axis 1 (rows) or 2 (columns). */
  int size(int axis) {
    return sizes[axis];
  }

  /**
   * Reads the next item.
   *
   * @param item filled
   * @throws DataException when the file ends before, or cannot be read
   */
  void read(byte[] item) throws IOException {
    try {
      in.readFully(item);
      read++;
    } catch (EOFException e) {
      throw new DataException(
          "cannot read %s: it ends after %,d of %,d %s".formatted(file, read, items(), kind.word),
          e);
    } catch (IOException e) {
      throw new DataException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Throws when there is more in the file than its header states. */
  void requireEnd() throws IOException {
    int next;
    try {
      next = in.read();
    } catch (IOException e) {
      throw new DataException("cannot read " + file + ": " + e.getMessage(), e);
    }
    if (next >= 0) {
      throw new DataException(
          "cannot read %s: it goes on after the %,d %s that its header states"
              .formatted(file, items(), kind.word));
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
