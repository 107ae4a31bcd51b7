package io.decant.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A tier, a planner and a memory manager in a jar that the build knows nothing of are found and
 * used, and the page about them shows their sources.
 */
class MemoryPluginTest {
  private static final PluginProject PROJECT = new PluginProject("tier-compressed");
  private static final Path PAGE = Path.of("..", "docs", "writing-a-tier-or-planner.md");
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)\n```", Pattern.DOTALL);

  @TempDir Path temporary;

  private Program program;

  @BeforeEach
  void build() throws IOException {
    Path jar = temporary.resolve("tier-compressed.jar");
    PROJECT.build(jar);
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
    assertTrue(log.contains("compressed 67108864 bytes"), log);
    assertTrue(log.matches("(?s).*at its fullest, [1-9]\\d* bytes took [1-9]\\d* bytes.*"), log);
    assertTrue(log.matches("(?s).*swapped in [1-9]\\d* bytes, swapped out [1-9]\\d* bytes.*"), log);

    assertArrayEquals(plain, train("--planner=slabs"));
    log = Files.readString(temporary.resolve("stderr.txt"));
    assertTrue(log.contains("every block has a slab of its own"), log);
  }

  @Test
  void thePageShowsTheSources() throws IOException {
    List<String> sources = new ArrayList<>();
    for (Path file : PROJECT.sources()) {
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
    Map<String, String> environment =
        Map.of("JDK_JAVA_OPTIONS", "-Dexample.compressed=" + (64L << 20));
    Program.Result result =
        program.finish(program.start(List.of(), environment, arguments.toArray(new String[0])));
    assertEquals(0, result.code(), result.err());
    Path weights = temporary.resolve("tiny_iter_6.caffemodel");
    byte[] bytes = Files.readAllBytes(weights);
    Files.delete(weights);
    return bytes;
  }
}
