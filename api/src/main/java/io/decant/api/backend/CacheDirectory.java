package io.decant.api.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;

/**
 * The folder for native libraries and caches: one for each user, which only that user can enter.
 */
public final class CacheDirectory {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private CacheDirectory() {}

  /**
   * Returns the folder, created if necessary: the property {@code decant.cache}, else the place
   * that the system gives a user's caches.
   *
   * @throws IllegalStateException when others can write to it
   */
  public static Path get() {
    String configured = System.getProperty("decant.cache", "");
    Path folder = configured.isEmpty() ? standard().resolve("decant") : Path.of(configured);
    try {
      return create(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the cache folder " + folder + " cannot be made; set -Ddecant.cache to another one", e);
    }
  }

  private static Path standard() {
    String home = System.getProperty("user.home", "");
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (system.contains("win")) {
      String local = System.getenv("LOCALAPPDATA");
      return local == null ? Path.of(home, "AppData", "Local") : Path.of(local);
    }
    if (system.contains("mac")) {
      return Path.of(home, "Library", "Caches");
    }
    String cache = System.getenv("XDG_CACHE_HOME");
    return cache == null || cache.isEmpty() ? Path.of(home, ".cache") : Path.of(cache);
  }

  private static Path create(Path folder) throws IOException {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    if (!Files.isDirectory(folder)) {
      Path parent = folder.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      FileAttribute<?>[] attributes =
          posix
              ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
              : new FileAttribute<?>[0];
      Files.createDirectory(folder, attributes);
    }
    if (posix) {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
      if (permissions.contains(PosixFilePermission.GROUP_WRITE)
          || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
        throw new IllegalStateException(
            "others can write to the cache folder "
                + folder
                + "; run 'chmod 700' on it, or set -Ddecant.cache to another one");
      }
    }
    return folder;
  }
}
