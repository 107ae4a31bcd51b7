package io.decant.api.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Locale;
import java.util.Set;

/**
 * The folder for native libraries and caches: one for each user, which only that user can enter.
 * What lies there is loaded into the process, so a folder that others can write to is refused.
 */
public final class CacheDirectory {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");
  private static final String ELSEWHERE = "; or set -Ddecant.cache to another folder";

  private CacheDirectory() {}

  /**
   * Returns the folder, created if necessary: the property {@code decant.cache}, else {@code
   * decant} in the place that the system gives a user's caches.
   *
   * @throws IllegalStateException when it belongs to another user, or others can write to it
   */
  public static Path get() {
    String configured = System.getProperty("decant.cache", "");
    return prepare(configured.isEmpty() ? standard().resolve("decant") : Path.of(configured));
  }

  static Path prepare(Path folder) {
    try {
      boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
      create(folder, posix);
      if (posix) {
        protect(folder);
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the cache folder " + folder + " cannot be made: " + e + ELSEWHERE, e);
    }
  }

  private static Path standard() {
    String home = System.getProperty("user.home", "");
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (system.startsWith("windows")) {
      String local = System.getenv("LOCALAPPDATA");
      return local == null ? Path.of(home, "AppData", "Local") : Path.of(local);
    }
    if (system.startsWith("mac")) {
      return Path.of(home, "Library", "Caches");
    }
    String cache = System.getenv("XDG_CACHE_HOME");
    return cache == null || cache.isEmpty() ? Path.of(home, ".cache") : Path.of(cache);
  }

  private static void create(Path folder, boolean posix) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
            : new FileAttribute<?>[0];
    try {
      Files.createDirectory(folder, attributes);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  private static void protect(Path folder) throws IOException {
    String owner = Files.getOwner(folder).getName();
    if (!isMe(folder, owner)) {
      throw new IllegalStateException(
          "the cache folder "
              + folder
              + " belongs to another user ("
              + owner
              + "); remove it"
              + ELSEWHERE);
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
    if (permissions.contains(PosixFilePermission.GROUP_WRITE)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new IllegalStateException(
          "others can write to the cache folder "
              + folder
              + " ("
              + PosixFilePermissions.toString(permissions)
              + "), so what lies there cannot be trusted; remove it"
              + ELSEWHERE);
    }
    if (!permissions.equals(OWNER_ONLY)) {
      Files.setPosixFilePermissions(folder, OWNER_ONLY);
    }
  }

  /** A user without an entry in the system's list, as in some containers, passes. */
  private static boolean isMe(Path folder, String owner) throws IOException {
    UserPrincipal me;
    try {
      me =
          folder
              .getFileSystem()
              .getUserPrincipalLookupService()
              .lookupPrincipalByName(System.getProperty("user.name", ""));
    } catch (IOException | IllegalArgumentException e) {
      return true;
    }
    return me.equals(Files.getOwner(folder)) || me.getName().equals(owner);
  }
}
