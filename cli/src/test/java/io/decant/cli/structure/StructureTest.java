package io.decant.cli.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tree is as {@code docs/architecture.md} says. */
class StructureTest {
  private static final int LONGEST_FILE = 600;
  private static final int SHARED_LINES = 8;
  private static final Path PAGE = SourceFile.ROOT.resolve("docs/architecture.md");
  private static final Pattern MODULE = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|.*\\| (.*) \\|$");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Set<String> PASSED_OVER = Set.of("target", ".git", ".gpu", "shared");
  private static final Pattern SOURCE =
      Pattern.compile(".*\\.(java|c|h|prelude|proto|xml|sh|py|cmd|yml)|.*/(decant|run)");
  private static final List<String> BACKENDS =
      List.of("backend-cpu", "backend-opencl", "backend-cuda");

  @Test
  void noFileIsLongUnlessThePageSaysWhy() throws IOException {
    String page = Files.readString(PAGE);
    String reasons = page.substring(page.indexOf("\n## Long files"));
    Set<String> excused = new TreeSet<>();
    Matcher names = Pattern.compile("(?m)^- `([^`]+)`: \\S+").matcher(reasons);
    while (names.find()) {
      excused.add(names.group(1));
    }
    Map<String, Long> lengths = lengths();
    assertTrue(lengths.size() > 1500, () -> "only " + lengths.size() + " files were seen");
    Set<String> tooLong = new TreeSet<>();
    lengths.forEach(
        (file, lines) -> {
          if (lines > LONGEST_FILE) {
            tooLong.add(file);
          }
        });
    assertEquals(excused, tooLong);
  }

  @Test
  void modulesUseWhatThePageAllows() throws IOException {
    Map<String, Set<String>> allowed = allowed();
    assertEquals(modules(), allowed.keySet());
    List<SourceFile> files = files(allowed.keySet());
    assertTrue(files.size() > 900, () -> "only " + files.size() + " classes were seen");
    Map<String, String> modules = new HashMap<>();
    files.forEach(file -> modules.put(file.packageName(), file.module()));
    Set<String> wrong = new TreeSet<>();
    for (SourceFile file : files) {
      for (String used : packages(file, modules.keySet())) {
        String module = modules.get(used);
        if (!module.equals(file.module()) && !allowed.get(file.module()).contains(module)) {
          wrong.add(file.name() + " uses " + used);
        }
      }
    }
    assertEquals(Set.of(), wrong);
  }

  @Test
  void packagesFormNoCycle() throws IOException {
    String page = Files.readString(PAGE);
    Set<String> facades = new TreeSet<>();
    Matcher names = Pattern.compile("(?m)^\\| `(io\\.decant\\.[\\w.]+)` \\|").matcher(page);
    while (names.find()) {
      facades.add(names.group(1));
    }
    List<SourceFile> files = files(allowed().keySet());
    assertEquals(Set.of(), cyclic(files, facades));
    for (String facade : facades) {
      Set<String> others = new TreeSet<>(facades);
      others.remove(facade);
      assertFalse(cyclic(files, others).isEmpty(), () -> facade + " needs no exception");
    }
  }

  @Test
  void backendsShareNoCode() throws IOException {
    Map<List<String>, SourceFile> seen = new HashMap<>();
    Set<String> twins = new TreeSet<>();
    for (SourceFile file : files(BACKENDS)) {
      List<String> lines = file.substance();
      for (int i = 0; i + SHARED_LINES <= lines.size(); i++) {
        SourceFile other = seen.putIfAbsent(lines.subList(i, i + SHARED_LINES), file);
        if (other != null && !other.module().equals(file.module())) {
          twins.add(other.name() + " and " + file.name());
        }
      }
    }
    assertTrue(seen.size() > 3000, () -> "only " + seen.size() + " runs of lines were seen");
    assertEquals(Set.of(), twins);
  }

  @Test
  void thePageNamesFoldersThatAreThere() throws IOException {
    String page = Files.readString(PAGE);
    List<String> names =
        CODE.matcher(page)
            .results()
            .map((MatchResult code) -> code.group(1))
            .filter(code -> code.matches("[a-z-]+/[\\w./-]+"))
            .toList();
    assertTrue(names.size() >= 20, () -> "only " + names);
    List<String> missing =
        names.stream().filter(name -> !Files.exists(SourceFile.ROOT.resolve(name))).toList();
    assertEquals(List.of(), missing);
  }

  /** Returns the modules that each module may use, itself left out. */
  private static Map<String, Set<String>> allowed() throws IOException {
    Map<String, Set<String>> allowed = new TreeMap<>();
    Matcher rows = MODULE.matcher(Files.readString(PAGE));
    while (rows.find()) {
      Set<String> used =
          CODE.matcher(rows.group(2))
              .results()
              .map((MatchResult code) -> code.group(1))
              .collect(Collectors.toCollection(TreeSet::new));
      allowed.put(rows.group(1), used);
    }
    assertTrue(allowed.size() >= 11, allowed::toString);
    return allowed;
  }

  /** Returns the modules of the build that have code. */
  private static Set<String> modules() throws IOException {
    return Pattern.compile("<module>([^<]+)</module>")
        .matcher(Files.readString(SourceFile.ROOT.resolve("pom.xml")))
        .results()
        .map((MatchResult module) -> module.group(1))
        .filter(module -> Files.isDirectory(SourceFile.ROOT.resolve(module + "/src/main/java")))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<SourceFile> files(Iterable<String> modules) throws IOException {
    List<SourceFile> files = new ArrayList<>();
    for (String module : modules) {
      files.addAll(SourceFile.of(module));
    }
    return files;
  }

  /** Returns the packages among those known from which a file imports. */
  private static Set<String> packages(SourceFile file, Set<String> known) {
    Set<String> used = new TreeSet<>();
    for (String name : file.imports()) {
      String at = name;
      while (!at.isEmpty() && !known.contains(at)) {
        at = at.contains(".") ? at.substring(0, at.lastIndexOf('.')) : "";
      }
      if (!at.isEmpty() && !at.equals(file.packageName())) {
        used.add(at);
      }
    }
    return used;
  }

  /** Returns the packages from which a way leads back to them; some classes do not count. */
  private static Set<String> cyclic(List<SourceFile> files, Set<String> uncounted) {
    Set<String> known =
        files.stream().map(SourceFile::packageName).collect(Collectors.toCollection(TreeSet::new));
    Map<String, Set<String>> uses = new TreeMap<>();
    for (SourceFile file : files) {
      if (!uncounted.contains(file.name())) {
        uses.computeIfAbsent(file.packageName(), name -> new TreeSet<>())
            .addAll(packages(file, known));
      }
    }
    Set<String> cyclic = new TreeSet<>();
    for (String start : uses.keySet()) {
      Set<String> reached = new TreeSet<>();
      List<String> open = new ArrayList<>(uses.get(start));
      while (!open.isEmpty()) {
        String next = open.remove(open.size() - 1);
        if (reached.add(next)) {
          open.addAll(uses.getOrDefault(next, Set.of()));
        }
      }
      if (reached.contains(start)) {
        cyclic.add(start);
      }
    }
    return cyclic;
  }

  private static Map<String, Long> lengths() throws IOException {
    Map<String, Long> lengths = new TreeMap<>();
    Files.walkFileTree(
        SourceFile.ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            return PASSED_OVER.contains(name)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String name = SourceFile.ROOT.relativize(file).toString().replace('\\', '/');
            if (attributes.isRegularFile() && SOURCE.matcher("/" + name).matches()) {
              try (var lines = Files.lines(file)) {
                lengths.put(name, lines.count());
              }
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return lengths;
  }
}
