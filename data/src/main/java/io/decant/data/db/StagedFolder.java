package io.decant.data.db;

import io.decant.data.DataException;
import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * A folder that appears under its name only when its content is complete: it is filled under
 * another name beside it, and renamed. For one thread.
 */
public final class StagedFolder {
  private final Path target;
  private final Path real;
  private final Path staging;
  private final Existing existing;

  private StagedFolder(Path target, Path real, Existing existing) {
    this.target = target;
    this.real = real;
    this.existing = existing;
    this.staging = beside("tmp");
  }

  /** Makes the folder to fill. */
  public static StagedFolder create(Path target, Existing existing) throws DataException {
    StagedFolder folder = new StagedFolder(target, target.toAbsolutePath().normalize(), existing);
    folder.checkTarget();
    try {
      Files.createDirectory(folder.staging);
    } catch (IOException e) {
      throw folder.failure(e);
    }
    return folder;
  }

  private void checkTarget() throws DataException {
    if (real.getParent() == null || real.getFileName() == null) {
      throw failure("it is the root of the file system");
    }
    if (!Files.isDirectory(real.getParent())) {
      throw failure("there is no folder " + real.getParent() + "; make it first");
    }
    if (!Files.exists(real, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (existing == Existing.REFUSE) {
      throw failure("it exists already; remove it or give another name");
    }
    if (!Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS)) {
      throw failure("it exists and is no folder; remove it or give another name");
    }
  }

  /** Returns the folder to fill. */
  public Path staging() {
    return staging;
  }

  /** Gives the folder its name; what had it is untouched when that fails. */
  public void publish() throws DataException {
    Path old = beside("old");
    boolean moved = false;
    try {
      if (existing == Existing.REPLACE && Files.exists(real)) {
        Files.move(real, old);
        moved = true;
      }
      Files.move(staging, real);
    } catch (IOException e) {
      if (moved) {
        putBack(old, e);
      }
      discard();
      throw failure(e);
    }
    delete(old);
  }

  private void putBack(Path old, IOException cause) {
    try {
      Files.move(old, real);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** Removes what was filled in. */
  public void discard() {
    delete(staging);
  }

  private Path beside(String suffix) {
    long unique = ThreadLocalRandom.current().nextLong();
    return real.resolveSibling(String.format(".%s.%016x.%s", real.getFileName(), unique, suffix));
  }

  private static void delete(Path folder) {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      // what is left is a hidden folder, which harms nothing
    }
  }

  /** Returns, to be thrown, what keeps the folder from being made. */
  public DataException failure(String problem) {
    return new DataException("cannot write " + target + ": " + problem);
  }

  /** Returns, to be thrown, what keeps the folder from being made. */
  public DataException failure(Throwable cause) {
    String problem =
        cause instanceof AccessDeniedException
            ? "this user may not write there"
            : String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return new DataException("cannot write " + target + ": " + problem + free(), cause);
  }

  private String free() {
    Path parent = real.getParent();
    try {
      return parent == null
          ? ""
          : " (%,d bytes free there)".formatted(Files.getFileStore(parent).getUsableSpace());
    } catch (IOException e) {
      return "";
    }
  }
}
