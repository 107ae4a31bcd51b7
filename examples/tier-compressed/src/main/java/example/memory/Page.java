package example.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * A few bytes, compressed where that makes them fewer. Two threads may use neighbouring parts of it
 * at once, so it has a lock.
 */
final class Page {
  private final int size;
  private final Footprint footprint;
  private byte[] stored = new byte[0];

  Page(int size, Footprint footprint) {
    this.size = size;
    this.footprint = footprint;
  }

  /** Reads up to its end, or what the buffer takes; returns how many bytes. */
  synchronized int read(int offset, ByteBuffer target) throws IOException {
    int count = Math.min(size - offset, target.remaining());
    target.put(contents(), offset, count);
    return count;
  }

  /** Writes up to its end, or what the buffer has; returns how many bytes. */
  synchronized int write(int offset, ByteBuffer source) throws IOException {
    int count = Math.min(size - offset, source.remaining());
    byte[] contents = count == size ? new byte[size] : contents().clone();
    source.get(contents, offset, count);
    store(compress(contents));
    return count;
  }

  synchronized void clear() {
    store(new byte[0]);
  }

  private void store(byte[] next) {
    footprint.changed(size, stored.length, next.length);
    stored = next;
  }

  private byte[] contents() throws IOException {
    if (stored.length == size) {
      return stored;
    }
    byte[] contents = new byte[size];
    if (stored.length > 0) {
      Inflater inflater = new Inflater();
      try {
        inflater.setInput(stored);
        if (inflater.inflate(contents) != size) {
          throw new IOException("a page of " + size + " bytes has lost some of them");
        }
      } catch (DataFormatException e) {
        throw new IOException("a page of " + size + " bytes is damaged", e);
      } finally {
        inflater.end();
      }
    }
    return contents;
  }

  private static byte[] compress(byte[] contents) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(contents);
      deflater.finish();
      byte[] shorter = new byte[contents.length];
      int length = deflater.deflate(shorter);
      boolean worthIt = deflater.finished() && length < contents.length;
      return worthIt ? Arrays.copyOf(shorter, length) : contents;
    } finally {
      deflater.end();
    }
  }
}
