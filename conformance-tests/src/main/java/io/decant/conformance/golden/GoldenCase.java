package io.decant.conformance.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder with a {@code case.txt}.
 *
 * @param folder where it is
 * @param name its name, with the folder above it
 * @param settings the keys and values of {@code case.txt}
 */
public record GoldenCase(Path folder, String name, Map<String, String> settings) {
  /** Finds all cases below a folder, in alphabetical order. */
  public static List<GoldenCase> below(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.endsWith("case.txt"))
          .map(file -> read(root, file))
          .sorted((a, b) -> a.name.compareTo(b.name))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GoldenCase read(Path root, Path file) {
    Path folder = file.resolveSibling("");
    Map<String, String> settings = new HashMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        int space = line.indexOf(' ');
        if (space > 0) {
          settings.put(line.substring(0, space), line.substring(space + 1).trim());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new GoldenCase(folder, root.relativize(folder).toString(), settings);
  }

  /** Returns a file of the case. */
  Path file(String file) {
    return folder.resolve(file);
  }

  /** Returns whether the case has a file. */
  boolean has(String file) {
    return Files.exists(file(file));
  }

  /** Returns a setting. */
  String setting(String key, String otherwise) {
    return settings.getOrDefault(key, otherwise);
  }
}
