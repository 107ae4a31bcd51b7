package io.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the archives of all platforms contain beside Java, as {@code mvn -Pdist verify} laid it out.
 */
@EnabledIfSystemProperty(named = "decant.layouts", matches = ".+")
class LayoutsTest {
  private static final int HEADER = 4096;

  /** Some systems' libraries say that they are Linux's; the folder tells. */
  private static final String OTHER_SYSTEM =
      "jni/(?!(x86_64|aarch64)-Linux/|Darwin/|x86_64-Windows/).*";

  @ParameterizedTest
  @CsvSource({
    "linux-x86_64, 'clblast cuda jffi jocl lmdb lz4 openblas'",
    "linux-arm64, 'jffi jocl lmdb lz4 openblas'",
    "macosx-x86_64, 'clblast jffi jocl lmdb lz4 openblas'",
    "macosx-arm64, 'jffi jocl lmdb lz4 openblas'",
    "windows-x86_64, 'clblast jffi jocl lmdb lz4 openblas'"
  })
  void hasTheNativesOfItsPlatformAlone(String platform, String expected) throws IOException {
    Set<String> libraries = new TreeSet<>();
    List<String> foreign = new ArrayList<>();
    for (Path jar : jars(platform)) {
      natives(jar)
          .forEach(
              (name, platforms) -> {
                String fitting = isOf(platform, jar) ? "static library" : platform;
                boolean fits = platforms.contains(platform) || platforms.contains(fitting);
                if (!fits || name.matches(OTHER_SYSTEM)) {
                  foreign.add(jar.getFileName() + ": " + name + " is for " + platforms);
                }
                libraries.add(library(jar, name));
              });
    }
    assertEquals(List.of(), foreign);
    libraries.remove("javacpp");
    assertEquals(expected, String.join(" ", libraries));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"linux-x86_64", "linux-arm64", "macosx-x86_64", "macosx-arm64", "windows-x86_64"})
  void hasTheCommandUnderAllNames(String platform) throws IOException {
    boolean windows = platform.startsWith("windows");
    Path root = layout(platform);
    assertEquals(windows, Files.exists(root.resolve("decant.cmd")));
    assertEquals(!windows, Files.exists(root.resolve("decant")));
    Set<String> repository =
        names(Path.of("").toAbsolutePath().resolveSibling("bin")).stream()
            .filter(name -> !name.endsWith(".bin"))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> found =
        names(root.resolve("bin")).stream()
            .filter(name -> !name.endsWith(".bin"))
            .map(name -> windows ? name.replace(".cmd", "") : name)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(repository, found);
    for (String file : List.of("LICENSE", "NOTICE", "README.md", "docs/third-party.md")) {
      assertTrue(Files.exists(root.resolve(file)), file);
    }
    assertTrue(Files.isDirectory(root.resolve("plugins")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"linux-arm64", "macosx-x86_64", "macosx-arm64", "windows-x86_64"})
  void hasTheJarsOfEveryPlatform(String platform) throws IOException {
    assertEquals(plainJars("linux-x86_64"), plainJars(platform));
  }

  private static Set<String> plainJars(String platform) throws IOException {
    Set<String> names =
        jars(platform).stream()
            .map(jar -> jar.getFileName().toString())
            .filter(name -> !name.matches(".*-(linux|macosx|windows)-\\w+\\.jar"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(names.size() > 30, names.toString());
    return names;
  }

  private static List<Path> jars(String platform) throws IOException {
    try (Stream<Path> files = Files.list(layout(platform).resolve("lib"))) {
      return files.toList();
    }
  }

  /** Returns the entries of a jar that are machine code, and for which platforms. */
  private static Map<String, List<String>> natives(Path jar) throws IOException {
    Map<String, List<String>> natives = new TreeMap<>();
    try (ZipFile entries = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : entries.stream().filter(found -> !found.isDirectory()).toList()) {
        try (InputStream in = entries.getInputStream(entry)) {
          List<String> platforms = NativeCode.platforms(in.readNBytes(HEADER));
          if (!platforms.isEmpty()) {
            natives.put(entry.getName(), platforms);
          }
        }
      }
    }
    return natives;
  }

  /** A whole jar for one platform may have what compilers link with. */
  private static boolean isOf(String platform, Path jar) {
    return jar.getFileName().toString().endsWith("-" + platform + ".jar");
  }

  private static String library(Path jar, String name) {
    String file = jar.getFileName().toString();
    if (name.contains("clblast")) {
      return "clblast";
    }
    if (file.startsWith("native-")) {
      return "lmdb";
    }
    String artifact = file.substring(0, file.indexOf('-'));
    return artifact.equals("jcuda") ? "cuda" : artifact;
  }

  private static Set<String> names(Path folder) throws IOException {
    assertFalse(Files.notExists(folder), folder.toString());
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Path layout(String platform) {
    return Path.of(System.getProperty("decant.layouts"), platform);
  }
}
