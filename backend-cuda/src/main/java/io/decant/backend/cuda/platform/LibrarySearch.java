package io.decant.backend.cuda.platform;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds files of libraries as Linux does: in the folders of LD_LIBRARY_PATH, in the system's list,
 * in its own folders; and then where CUDA is installed.
 */
final class LibrarySearch {
  private static final List<String> FOLDERS =
      List.of("lib/x86_64-linux-gnu", "usr/lib/x86_64-linux-gnu", "lib64", "usr/lib64", "usr/lib");
  private static final Pattern COMPILER = Pattern.compile("libnvrtc\\.so\\.(\\d+)");
  private static final List<String> OF_TOOLKIT = List.of("lib64", "targets/x86_64-linux/lib");

  private final Path root;
  private final String searchPath;

  /**
   * @param root of the file system
   * @param searchPath value of LD_LIBRARY_PATH
   */
  LibrarySearch(Path root, String searchPath) {
    this.root = root;
    this.searchPath = searchPath;
  }

  /** Returns the search on this machine. */
  static LibrarySearch here() {
    String searchPath = System.getenv("LD_LIBRARY_PATH");
    return new LibrarySearch(Path.of("/"), searchPath == null ? "" : searchPath);
  }

  /** Returns the file that a name such as {@code libcublas.so.13} stands for. */
  Optional<Path> find(String name) {
    return Stream.of(ofSearchPath(name), listed(name), in(folders(), name), in(toolkits(), name))
        .flatMap(found -> found)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private Stream<Path> ofSearchPath(String name) {
    return in(
        Arrays.stream(searchPath.split(File.pathSeparator))
            .filter(folder -> !folder.isEmpty())
            .map(Path::of),
        name);
  }

  private static Stream<Path> in(Stream<Path> folders, String name) {
    return folders.map(folder -> folder.resolve(name));
  }

  /** The list holds names and paths, with zeros between them. */
  private Stream<Path> listed(String name) {
    try {
      byte[] list = Files.readAllBytes(root.resolve("etc/ld.so.cache"));
      return Arrays.stream(new String(list, StandardCharsets.ISO_8859_1).split("\0"))
          .filter(entry -> entry.startsWith("/") && entry.endsWith("/" + name))
          .map(entry -> root.resolve(entry.substring(1)));
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  private Stream<Path> folders() {
    return FOLDERS.stream().map(root::resolve);
  }

  /** The folder without a version first, then the highest version. */
  private Stream<Path> toolkits() {
    List<Path> toolkits = new ArrayList<>();
    Path parent = root.resolve("usr/local");
    String[] names = parent.toFile().list((folder, file) -> file.startsWith("cuda"));
    for (String toolkit : names == null ? new String[0] : names) {
      toolkits.add(parent.resolve(toolkit));
    }
    toolkits.sort(
        Comparator.comparing((Path path) -> !path.endsWith("cuda"))
            .thenComparing(path -> -version(path)));
    return toolkits.stream().flatMap(path -> OF_TOOLKIT.stream().map(path::resolve));
  }

  private static double version(Path toolkit) {
    String text = toolkit.getFileName().toString().replaceAll("[^0-9.]", "");
    return text.matches("\\d+(\\.\\d+)?") ? Double.parseDouble(text) : 0;
  }

  /**
   * Returns the files that a library looks for when it is used, everywhere but in its own folder,
   * by names that tell the minor version: NVRTC's built-in functions.
   */
  static List<Path> companions(Path library) {
    Matcher name = COMPILER.matcher(library.getFileName().toString());
    if (!name.matches()) {
      return List.of();
    }
    Pattern wanted = Pattern.compile("libnvrtc-builtins\\.so\\." + name.group(1) + "\\.\\d+");
    String[] names =
        library.resolveSibling(".").toFile().list((folder, file) -> wanted.matcher(file).matches());
    return Arrays.stream(names == null ? new String[0] : names)
        .sorted()
        .map(library::resolveSibling)
        .toList();
  }

  /** Returns the version that the name of the file itself ends in, or an empty text. */
  static String version(Path library, String name) {
    try {
      String real = library.toRealPath().getFileName().toString();
      String stem = name.substring(0, name.lastIndexOf('.') + 1);
      return real.startsWith(stem) ? real.substring(stem.length()) : "";
    } catch (IOException e) {
      return "";
    }
  }
}
