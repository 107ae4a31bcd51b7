package io.decant.data.leveldb;

import io.decant.data.DataException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** A file of a database, read at given places. */
final class LevelDbFile implements Closeable {
  private static final int MASK = 0xa282ead8;

  private final Path path;
  private final FileChannel channel;
  private final long size;

  private LevelDbFile(Path path, FileChannel channel, long size) {
    this.path = path;
    this.channel = channel;
    this.size = size;
  }

  static LevelDbFile open(Path path) throws DataException {
    try {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      try {
        return new LevelDbFile(path, channel, channel.size());
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    } catch (NoSuchFileException e) {
      throw new DataException("cannot read " + path + ": there is no such file", e);
    } catch (AccessDeniedException e) {
      throw new DataException("cannot read " + path + ": this user may not", e);
    } catch (IOException e) {
      throw new DataException("cannot read " + path + ": " + e.getMessage(), e);
    }
  }

  long size() {
    return size;
  }

  /** Reads so many bytes, which must be there. */
  byte[] read(long at, long length) throws DataException {
    if (at < 0 || length < 0 || at > size || length > size - at || length > Integer.MAX_VALUE - 8) {
      throw damaged("%,d bytes at %,d are not there, it has %,d".formatted(length, at, size));
    }
    try {
      ByteBuffer buffer = ByteBuffer.allocate((int) length);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, at + buffer.position()) < 0) {
          throw damaged("it has become shorter");
        }
      }
      return buffer.array();
    } catch (OutOfMemoryError e) {
      throw error("%,d bytes at once are more than the heap takes; raise -Xmx".formatted(length));
    } catch (ClosedChannelException e) {
      throw error("it was closed");
    } catch (DataException e) {
      throw e;
    } catch (IOException e) {
      throw new DataException("cannot read " + path + ": " + e.getMessage(), e);
    }
  }

  /** Checks bytes against their masked checksum. */
  void check(byte[] bytes, int from, int length, int checksum) throws DataException {
    CRC32C sum = new CRC32C();
    sum.update(bytes, from, length);
    int value = (int) sum.getValue();
    if (((value >>> 15) | (value << 17)) + MASK != checksum) {
      throw damaged("a checksum is wrong");
    }
  }

  DataException error(String problem) {
    return new DataException("cannot read " + path + ": " + problem);
  }

  DataException damaged(String problem) {
    return error("it is damaged: " + problem + "; make the database again");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // it was only read
    }
  }
}
