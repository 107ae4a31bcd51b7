package io.decant.spi.support;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where Linux looks for shared libraries. A run on a machine without a driver, which is most runs
 * on a CPU, finds that out here in a moment, without loading anything native.
 */
public final class LinuxLibraries {
  private static final List<String> FOLDERS =
      List.of("lib", "lib64", "usr/lib", "usr/lib64", "usr/local/lib");

  private final Path root;
  private final String searchPath;

  /**
   * Looks below a root.
   *
   * @param root of the file system
   * @param searchPath value of LD_LIBRARY_PATH
   */
  LinuxLibraries(Path root, String searchPath) {
    this.root = root;
    this.searchPath = searchPath;
  }

  private static LinuxLibraries here() {
    String searchPath = System.getenv("LD_LIBRARY_PATH");
    return new LinuxLibraries(Path.of("/"), searchPath == null ? "" : searchPath);
  }

  /**
   * Returns whether this machine runs Linux and a library is certain to be absent on it.
   *
   * @param name as {@link #lacks} takes it
   */
  public static boolean absentHere(String name) {
    return System.getProperty("os.name", "").equals("Linux") && here().lacks(name);
  }

  /**
   * Returns whether a library is certain to be absent: the system's list of libraries can be read
   * and does not have it, and neither have the folders that are searched besides.
   *
   * @param name such as {@code libfoo.so}; names that go on behind it count, too
   */
  boolean lacks(String name) {
    try {
      byte[] list = Files.readAllBytes(root.resolve("etc/ld.so.cache"));
      return !new String(list, StandardCharsets.ISO_8859_1).contains(name)
          && folders().noneMatch(folder -> has(folder, name));
    } catch (IOException e) {
      return false;
    }
  }

  private Stream<Path> folders() {
    return Stream.concat(
        Stream.of(searchPath.split(File.pathSeparator))
            .filter(each -> !each.isEmpty())
            .map(Path::of),
        FOLDERS.stream().map(root::resolve));
  }

  private static boolean has(Path folder, String name) {
    String[] files = folder.toFile().list((parent, file) -> file.startsWith(name));
    return files != null && files.length > 0;
  }
}
