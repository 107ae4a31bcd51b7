package io.decant.spi.support;

import io.decant.spi.device.BackendListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compiled programs in files, one each, named by what they were compiled from. A file holds a mark,
 * the digest of the program, and the program; one that is damaged is deleted and made anew. Files
 * appear whole or not at all, so several processes may share the folder. Thread-safe.
 */
public final class ProgramCache {
  private static final byte[] MARK = {'D', 'P', 'R', 'G', 0, 0, 0, 1};

  private final String backend;
  private final Path folder;
  private final BackendListener listener;
  private boolean complained;

  /**
   * Keeps programs in a folder, which is made when the first one is stored.
   *
   * @param backend name, for the log
   * @param listener told what goes wrong
   */
  public ProgramCache(String backend, Path folder, BackendListener listener) {
    this.backend = backend;
    this.folder = folder;
    this.listener = listener;
  }

  /**
   * Returns the program of a key, a {@link Digest#name}; empty when there is none, or it is
   * damaged.
   */
  public Optional<byte[]> load(String key) {
    Path file = folder.resolve(key);
    try {
      byte[] content = Files.readAllBytes(file);
      int head = MARK.length + Digest.BYTES;
      if (content.length > head && Arrays.equals(header(content, head), expected(content, head))) {
        return Optional.of(Arrays.copyOfRange(content, head, content.length));
      }
      discard(key, "is damaged");
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      complain("cannot read " + file, e);
    }
    return Optional.empty();
  }

  /** Deletes a program that cannot be used. */
  public void discard(String key, String why) {
    listener.info(
        backend
            + ": the compiled program "
            + folder.resolve(key)
            + " "
            + why
            + "; compiling it anew");
    try {
      Files.deleteIfExists(folder.resolve(key));
    } catch (IOException e) {
      complain("cannot delete " + folder.resolve(key), e);
    }
  }

  /** Stores a program; when that is not possible, the log says so once. */
  public void store(String key, byte[] program) {
    Path unfinished = null;
    try {
      Files.createDirectories(folder);
      unfinished = Files.createTempFile(folder, "unfinished-", "");
      ByteBuffer content = ByteBuffer.allocate(MARK.length + Digest.BYTES + program.length);
      content.put(MARK).put(Digest.of(program)).put(program);
      Files.write(unfinished, content.array());
      Files.move(unfinished, folder.resolve(key), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      complain("cannot store a compiled program in " + folder, e);
    } finally {
      delete(unfinished);
    }
  }

  private void delete(@Nullable Path unfinished) {
    try {
      if (unfinished != null) {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      complain("cannot delete " + unfinished, e);
    }
  }

  private synchronized void complain(String what, IOException cause) {
    if (!complained) {
      complained = true;
      listener.warning(
          backend + ": " + what + ": " + cause + "; programs are compiled in each run");
    }
  }

  private static byte[] header(byte[] content, int length) {
    return Arrays.copyOf(content, length);
  }

  private static byte[] expected(byte[] content, int head) {
    byte[] digest = Digest.of(Arrays.copyOfRange(content, head, content.length));
    return ByteBuffer.allocate(head).put(MARK).put(digest).array();
  }
}
