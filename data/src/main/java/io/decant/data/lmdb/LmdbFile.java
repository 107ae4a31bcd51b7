package io.decant.data.lmdb;

import io.decant.data.DataException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file {@code data.mdb} of a database: pages, read one by one with positional reads, which are
 * safe whatever happens to the file meanwhile (a mapping is not). Thread-safe.
 */
final class LmdbFile implements Closeable {
  private static final String NAME = "data.mdb";

  private final Path file;
  private final FileChannel channel;
  private final LmdbMeta meta;
  private final long pages;

  private LmdbFile(Path file, FileChannel channel) throws DataException {
    this.file = file;
    this.channel = channel;
    this.meta = readMeta();
    this.pages = bytes() / meta.pageSize();
  }

  /** Opens the file of a database, and reads its meta pages. */
  static LmdbFile open(Path directory) throws DataException {
    Path file = directory.resolve(NAME);
    checkKind(directory, file);
    FileChannel channel;
    try {
      channel = FileChannel.open(file);
    } catch (AccessDeniedException e) {
      throw new DataException("cannot read " + file + ": this user may not", e);
    } catch (IOException e) {
      throw new DataException("cannot read " + file + ": " + e.getMessage(), e);
    }
    try {
      return new LmdbFile(file, channel);
    } catch (DataException | RuntimeException e) {
      try {
        channel.close();
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  private static void checkKind(Path directory, Path file) throws DataException {
    String problem = null;
    if (!Files.exists(directory)) {
      problem = "there is no such folder";
    } else if (!Files.isDirectory(directory)) {
      problem = "it is a file, but an LMDB database is a folder that holds " + NAME;
    } else if (Files.exists(directory.resolve("CURRENT")) && !Files.exists(file)) {
      problem = "it looks like a LevelDB database, not like an LMDB one";
    } else if (!Files.exists(file)) {
      problem = "the folder holds no " + NAME + ", so it is no LMDB database";
    } else if (!Files.isRegularFile(file)) {
      problem = NAME + " in it is not a regular file";
    }
    if (problem != null) {
      throw new DataException("cannot open the LMDB database " + directory + ": " + problem);
    }
  }

  LmdbMeta meta() {
    return meta;
  }

  /** Returns whether the meta page speaks of pages that the file does not have. */
  boolean endsEarly() {
    return meta.lastPage() >= pages || meta.pages() > pages - 2;
  }

  /**
   * Reads pages.
   *
   * @param buffer filled to its limit
   * @throws DataException when they are not pages of this database, or cannot be read
   */
  void read(long page, ByteBuffer buffer) throws DataException {
    checkExtent(page, buffer.remaining());
    readAt(page * meta.pageSize(), buffer);
  }

  /** Checks that the pages from {@code page} on that {@code bytes} bytes take are in the file. */
  void checkExtent(long page, long bytes) throws DataException {
    long count = (bytes + meta.pageSize() - 1) / meta.pageSize();
    if (page < 2 || page > meta.lastPage() || count - 1 > meta.lastPage() - page) {
      throw damaged("it refers to page " + Long.toUnsignedString(page));
    }
    if (page > pages - count) {
      throw cutShort();
    }
  }

  /** Throws when a program wrote to the database since it was opened. */
  void requireUnchanged() throws DataException {
    if (readMeta().transaction() != meta.transaction()) {
      throw error("another program changed it while it was being read");
    }
  }

  private LmdbMeta readMeta() throws DataException {
    if (bytes() < LmdbMeta.BYTES) {
      throw bytes() == 0 ? error("the file is empty") : cutShort();
    }
    LmdbMeta first = LmdbMeta.of(metaPage(0), this);
    if (bytes() < 2L * first.pageSize()) {
      throw cutShort();
    }
    LmdbMeta second = LmdbMeta.of(metaPage(first.pageSize()), this);
    if (first.pageSize() != second.pageSize()) {
      throw damaged("its meta pages differ in the size of pages");
    }
    if (!LmdbMeta.follow(first, second)) {
      throw damaged("its meta pages do not follow each other, or it is being written to");
    }
    return second.transaction() > first.transaction() ? second : first;
  }

  private ByteBuffer metaPage(long position) throws DataException {
    ByteBuffer page = ByteBuffer.allocate(LmdbMeta.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    readAt(position, page);
    return page;
  }

  private void readAt(long position, ByteBuffer buffer) throws DataException {
    int start = buffer.position();
    try {
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, position + buffer.position() - start) < 0) {
          throw cutShort();
        }
      }
    } catch (DataException e) {
      throw e;
    } catch (IOException e) {
      throw error(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), e);
    }
    buffer.position(start);
  }

  private long bytes() throws DataException {
    try {
      return channel.size();
    } catch (IOException e) {
      throw error("its size cannot be found", e);
    }
  }

  DataException error(String problem) {
    return new DataException("cannot read " + file + ": " + problem);
  }

  private DataException error(String problem, Throwable cause) {
    return new DataException("cannot read " + file + ": " + problem, cause);
  }

  DataException damaged(String problem) {
    return error("it is damaged: " + problem + "; make it again");
  }

  private DataException cutShort() throws DataException {
    return error("it is cut short at %,d bytes; copy or make it again".formatted(bytes()));
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
