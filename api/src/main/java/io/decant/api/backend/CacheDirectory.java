package io.decant.api.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
  private static final int STICKY = 0x200;
  private static final String ELSEWHERE = "; or set -Ddecant.cache to another folder";

  private CacheDirectory() {}

  /**
   * Returns the folder, created if necessary: the property {@code decant.cache}, else {@code
   * decant} in the place that the system gives a user's caches.
   *
   * @throws IllegalStateException when it belongs to another user, is a link that another user
   *     made, or others can write to it or replace it
   */
  public static Path get() {
    String configured = System.getProperty("decant.cache", "");
    return prepare(configured.isEmpty() ? standard().resolve("decant") : Path.of(configured));
  }

  static Path prepare(Path folder) {
    try {
      boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
      if (posix) {
        checkLink(folder);
      }
      create(folder, posix);
      Path real = folder.toRealPath();
      if (posix) {
        protect(real);
      }
      return real;
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

  /**
   * A link that somebody else made could lead elsewhere once it was checked; the user's own link is
   * followed.
   */
  private static void checkLink(Path folder) throws IOException {
    if (Files.isSymbolicLink(folder)) {
      UserPrincipal owner = Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS);
      if (!CurrentUser.is(owner)) {
        throw refused("the cache folder " + folder + " is a link that another user made", owner);
      }
    }
  }

  private static void protect(Path folder) throws IOException {
    UserPrincipal owner = Files.getOwner(folder);
    if (!CurrentUser.is(owner)) {
      throw refused("the cache folder " + folder + " belongs to another user", owner);
    }
    Path parent = folder.getParent();
    if (parent != null && othersReplaceItsEntries(parent)) {
      throw new IllegalStateException(
          "everybody can replace the cache folder "
              + folder
              + ", because everybody can write to "
              + parent
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

  /** The sticky bit, as on /tmp, leaves an entry to its owner. */
  private static boolean othersReplaceItsEntries(Path folder) throws IOException {
    return Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE)
        && ((int) Files.getAttribute(folder, "unix:mode") & STICKY) == 0;
  }

  private static IllegalStateException refused(String problem, UserPrincipal owner) {
    return new IllegalStateException(problem + " (" + owner.getName() + "); remove it" + ELSEWHERE);
  }
}
