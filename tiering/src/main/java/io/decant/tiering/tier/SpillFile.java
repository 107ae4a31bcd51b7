package io.decant.tiering.tier;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that nobody else sees: created for its owner alone, where the system knows permissions,
 * and deleted as soon as it is open, where the system allows that. Its blocks bypass the system's
 * cache where they can.
 */
final class SpillFile implements SpillMedium {
  private static final Set<OpenOption> BUFFERED =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
  private static final Set<OpenOption> DIRECT =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, UncachedAccess.option());

  private final Path path;
  private final FileStore store;
  private final FileChannel channel;
  private final boolean deleted;

  private SpillFile(Path path, FileStore store) throws IOException {
    this.path = path;
    this.store = store;
    this.channel = open(path, store);
    this.deleted = delete(path);
  }

  /**
   * Creates the file.
   *
   * @throws UncheckedIOException when the folder does not take one
   */
  static SpillFile create(Path folder) {
    Path path = null;
    try {
      FileStore store = Files.getFileStore(folder);
      boolean posix = store.supportsFileAttributeView("posix");
      FileAttribute<?>[] owner =
          posix
              ? new FileAttribute<?>[] {
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
              }
              : new FileAttribute<?>[0];
      path = Files.createTempFile(folder, "decant-", ".spill", owner);
      return new SpillFile(path, store);
    } catch (IOException e) {
      if (path != null) {
        delete(path);
      }
      throw new UncheckedIOException(
          "--spill_dir "
              + folder
              + ": no file for blocks can be made there; name a folder that exists and is writable",
          e);
    }
  }

  /** Opens the file past the system's cache, or through it where that is not offered. */
  private static FileChannel open(Path path, FileStore store) throws IOException {
    if (ALIGNMENT % store.getBlockSize() != 0) {
      return FileChannel.open(path, BUFFERED);
    }
    try {
      return FileChannel.open(path, DIRECT);
    } catch (UnsupportedOperationException | IOException e) {
      return FileChannel.open(path, BUFFERED);
    }
  }

  /** Deletes the file; returns whether the system allows that. */
  private static boolean delete(Path path) {
    try {
      Files.deleteIfExists(path);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void read(ByteBuffer target, long position) throws IOException {
    long at = position;
    while (target.hasRemaining()) {
      int count = channel.read(target, at);
      if (count < 0) {
        throw new EOFException("the file ends at byte " + at);
      }
      at += count;
    }
  }

  @Override
  public void write(ByteBuffer source, long position) throws IOException {
    long at = position;
    while (source.hasRemaining()) {
      at += channel.write(source, at);
    }
  }

  @Override
  public long freeBytes() throws IOException {
    return store.getUsableSpace();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(path + " could not be closed", e);
    } finally {
      if (!deleted) {
        delete(path);
      }
    }
  }
}
