package io.decant.spi.support;

import io.decant.spi.device.BackendListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compiled programs in files, one each, named by what they were compiled from. A file holds a mark,
 * the digest of the program, and the program; one that is damaged is deleted and made anew. Files
 * appear whole or not at all, so several processes may share the folder. What has not been used for
 * {@value #MOST_DAYS} days is deleted, and what was used longest ago where all of a folder would
 * take more than {@value #MOST_MIB} MiB. Thread-safe.
 */
public final class ProgramCache {
  private static final byte[] MARK = {'D', 'P', 'R', 'G', 0, 0, 0, 1};

  /** Mebibytes that the programs of a folder may take. */
  public static final int MOST_MIB = 512;

  /** Days for which a program is kept that nobody uses. */
  public static final int MOST_DAYS = 90;

  private final String backend;
  private final Path folder;
  private final BackendListener listener;
  private final ProgramPruning pruning;
  private final long pruneEvery;
  private long storedSince;
  private boolean complained;

  /**
   * Keeps programs in a folder, which is made when the first one is stored.
   *
   * @param backend name, for the log
   * @param listener told what goes wrong
   */
  public ProgramCache(String backend, Path folder, BackendListener listener) {
    this(backend, folder, listener, (long) MOST_MIB << 20, Duration.ofDays(MOST_DAYS));
  }

  /** Keeps programs within other limits. */
  ProgramCache(
      String backend, Path folder, BackendListener listener, long mostBytes, Duration longest) {
    this.backend = backend;
    this.folder = folder;
    this.listener = listener;
    this.pruning = new ProgramPruning(mostBytes, longest);
    this.pruneEvery = mostBytes / 8;
    this.storedSince = pruneEvery;
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
        ProgramPruning.use(file);
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
      unfinished = Files.createTempFile(folder, ProgramPruning.UNFINISHED, "");
      ByteBuffer content = ByteBuffer.allocate(MARK.length + Digest.BYTES + program.length);
      content.put(MARK).put(Digest.of(program)).put(program);
      Files.write(unfinished, content.array());
      Files.move(unfinished, folder.resolve(key), StandardCopyOption.ATOMIC_MOVE);
      pruneNowAndThen(content.capacity());
    } catch (IOException e) {
      complain("cannot store a compiled program in " + folder, e);
    } finally {
      delete(unfinished);
    }
  }

  /** Prunes when the first program is stored, and whenever much has come since. */
  private synchronized void pruneNowAndThen(long bytes) {
    storedSince += bytes;
    if (storedSince < pruneEvery) {
      return;
    }
    storedSince = 0;
    try {
      pruning.prune(folder);
    } catch (IOException e) {
      listener.info(backend + ": cannot delete old programs from " + folder + ": " + e);
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
