package io.decant.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The guides for third parties lead from an empty folder to a passing kit: their files are written
 * and their commands typed, in order. Maven knows Decant as what this build has installed for
 * projects outside, in a repository of their own. The backend's kit, which the build runs on what
 * it is made of, runs in part; mvn -Pfull runs all of it.
 */
class GuidesTest {
  private static final int TAIL = 40;
  private static final boolean FULL = Boolean.getBoolean("decant.full");
  private static final String SOME_RULES =
      " -Dtest=AcmeConformanceTest#required_memory*+required_stream*"
          + " -Ddecant.conformance.partial=true";

  @TempDir Path temporary;

  private Path plugins;
  private Set<Path> before = Set.of();

  @BeforeEach
  void lookAtPlugins() throws IOException {
    plugins = Shell.ROOT.resolve("plugins");
    before = new HashSet<>(plugins());
  }

  @AfterEach
  void takePluginsAway() throws IOException {
    for (Path jar : plugins()) {
      if (!before.contains(jar)) {
        Files.delete(jar);
      }
    }
    if (Files.isDirectory(plugins) && plugins().isEmpty()) {
      Files.delete(plugins);
    }
  }

  @Test
  void aBackend() throws IOException, InterruptedException {
    List<String> said = follow("docs/writing-a-backend.md", 4, 9, FULL ? "" : SOME_RULES);
    assertTrue(
        said.stream().anyMatch(line -> line.contains("AcmeConformanceTest")), said::toString);
    assertTrue(said.contains("Optimization Done."), said::toString);
  }

  @Test
  void aTierAPlannerAndAMemoryManager() throws IOException, InterruptedException {
    List<String> said = follow("docs/writing-a-tier-or-planner.md", 3, 14, "");
    assertTrue(said.stream().anyMatch(line -> line.contains("TrainingTest")), said::toString);
    assertTrue(said.contains("Optimization Done."), said::toString);
  }

  @Test
  void stepsAreFilesAndCommands() {
    assertEquals(
        List.of(
            new GuideStep(3, "a/b.txt", "one\ntwo\n"),
            new GuideStep(9, "", "ls"),
            new GuideStep(11, "", "cat x")),
        GuideStep.in(
            List.of(
                "`a/b.txt`:",
                "",
                "```",
                "one",
                "two",
                "```",
                "",
                "```console",
                "$ ls",
                "b.txt",
                "$ cat x",
                "```",
                "",
                "```java",
                "int unnamed;",
                "```")));
  }

  /**
   * Does what a guide says, its {@code mvn verify} with more flags; returns all that its commands
   * print.
   */
  private List<String> follow(String guide, int files, int commands, String flags)
      throws IOException, InterruptedException {
    Path folder = Files.createDirectory(temporary.resolve("empty"));
    Map<String, String> environment = environment();
    List<String> said = new ArrayList<>();
    int written = 0;
    int typed = 0;
    for (GuideStep step : GuideStep.in(Files.readAllLines(Shell.ROOT.resolve(guide)))) {
      if (!step.file().isEmpty()) {
        Path file = folder.resolve(step.file());
        Files.createDirectories(file.getParent());
        Files.writeString(file, step.text());
        written++;
        continue;
      }
      typed++;
      String command = step.text() + (step.text().equals("mvn verify") ? flags : "");
      Shell.Result result = Shell.run(folder, environment, "sh", "-c", command);
      List<String> output = result.output();
      assertEquals(
          0,
          result.code(),
          () ->
              guide
                  + ":"
                  + step.line()
                  + ": "
                  + step.text()
                  + "\n"
                  + String.join(
                      "\n", output.subList(Math.max(0, output.size() - TAIL), output.size())));
      said.addAll(output);
    }
    assertTrue(written >= files && typed >= commands, written + " files, " + typed + " commands");
    return said;
  }

  /** Returns where Decant lies, and a Maven that uses the repository for projects outside. */
  private Map<String, String> environment() throws IOException {
    Path settings = temporary.resolve("settings.xml");
    String fetched = Path.of(System.getProperty("decant.fetched")).toUri().toString();
    Files.writeString(
        settings,
        Files.readString(Path.of("src/it/settings.xml")).replace("@localRepositoryUrl@", fetched));
    Path bin = Files.createDirectory(temporary.resolve("bin"));
    Path mvn = bin.resolve("mvn");
    Files.writeString(
        mvn,
        "#!/bin/sh\nexec '%s/bin/mvn' -B -ntp -s '%s' '-Dmaven.repo.local=%s' \"$@\"\n"
            .formatted(
                System.getProperty("decant.maven"),
                settings,
                Path.of("target", "it-repo").toAbsolutePath()));
    Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
    return Map.of(
        "DECANT",
        Shell.ROOT.toString(),
        "PATH",
        bin + File.pathSeparator + System.getenv("PATH"),
        "JAVA_HOME",
        System.getProperty("java.home"));
  }

  private List<Path> plugins() throws IOException {
    if (!Files.isDirectory(plugins)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(plugins)) {
      return files.toList();
    }
  }
}
