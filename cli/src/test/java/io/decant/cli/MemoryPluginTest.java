package io.decant.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.spi.memory.TierProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A tier, a planner and a memory manager in a jar that the build knows nothing of are found and
 * used, and the page about them shows their sources.
 */
class MemoryPluginTest {
  private static final Path PROJECT = Path.of("..", "examples", "memory-plugin");
  private static final Path PAGE = Path.of("..", "docs", "writing-a-tier-or-planner.md");
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)\n```", Pattern.DOTALL);

  @TempDir Path temporary;

  private Program program;

  @BeforeEach
  void build() throws IOException {
    Path jar = temporary.resolve("memory-plugin.jar");
    Path classes = Files.createDirectory(temporary.resolve("classes"));
    List<String> arguments =
        new ArrayList<>(List.of("-cp", spi(), "-d", classes.toString(), "-Xlint:all", "-Werror"));
    files(PROJECT.resolve("src/main/java")).forEach(file -> arguments.add(file.toString()));
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(new String[0]));
    assertEquals(0, code);
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      add(entries, classes);
      add(entries, PROJECT.resolve("src/main/resources"));
    }
    program = new Program(temporary);
    program.alsoOnClassPath(jar.toString());
    TinyRun.write(temporary, 6, "snapshot: 6");
  }

  @Test
  void eachIsUsedAndResultsStayTheSame() throws Exception {
    byte[] plain = train();
    String memory = "--device_memory=256";
    assertArrayEquals(
        plain,
        train("--lms=auto", "--planner=eager", memory, "--pinned_memory=0", "--host_memory=0"));
    String log = Files.readString(temporary.resolve("stderr.txt"));
    assertTrue(log.contains("planner eager"), log);
    assertTrue(log.contains("heap 67108864 bytes"), log);
    assertTrue(log.matches("(?s).*swapped in [1-9]\\d* bytes, swapped out [1-9]\\d* bytes.*"), log);

    assertArrayEquals(plain, train("--planner=slabs"));
    log = Files.readString(temporary.resolve("stderr.txt"));
    assertTrue(log.contains("every block has a slab of its own"), log);
  }

  @Test
  void thePageShowsTheSources() throws IOException {
    List<String> sources = new ArrayList<>();
    for (Path file : files(PROJECT.resolve("src/main/java"))) {
      sources.add(Files.readString(file).replace("\r", ""));
    }
    List<String> shown =
        BLOCK
            .matcher(Files.readString(PAGE).replace("\r", ""))
            .results()
            .map(block -> block.group(1))
            .toList();
    assertTrue(shown.size() >= 4, shown.size() + " blocks");
    for (String block : shown) {
      assertTrue(sources.stream().anyMatch(source -> source.contains(block)), block);
    }
  }

  /** Trains and returns the weights. */
  private byte[] train(String... flags) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("train", "--solver=solver.prototxt"));
    arguments.addAll(List.of(flags));
    Program.Result result = program.run(arguments.toArray(new String[0]));
    assertEquals(0, result.code(), result.err());
    Path weights = temporary.resolve("tiny_iter_6.caffemodel");
    byte[] bytes = Files.readAllBytes(weights);
    Files.delete(weights);
    return bytes;
  }

  private static String spi() {
    return TierProvider.class.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static void add(JarOutputStream jar, Path folder) throws IOException {
    for (Path file : files(folder)) {
      jar.putNextEntry(new JarEntry(folder.relativize(file).toString().replace('\\', '/')));
      jar.write(Files.readAllBytes(file));
    }
  }
}
