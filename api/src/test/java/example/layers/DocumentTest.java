package example.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page about layers shows the code that is compiled and checked here. */
class DocumentTest {
  private static final Path SOURCES = Path.of("src/test/java/example/layers");
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)\n```", Pattern.DOTALL);
  private static final Pattern HEAD =
      Pattern.compile("^(?s:.*)^import [^\n]*\n", Pattern.MULTILINE);

  @Test
  void blocksAreTheSources() throws IOException {
    String page = Files.readString(Path.of("../docs/writing-a-layer.md")).replace("\r", "");
    List<String> shown = BLOCK.matcher(page).results().map(block -> block.group(1)).toList();
    assertEquals(
        List.of(source("ExampleLayers"), source("ScaledTanhLayer"), source("RowMedianLayer")),
        shown);
  }

  @Test
  void theErrorIsTheOneThatIsThrown() throws IOException {
    String page = Files.readString(Path.of("../docs/writing-a-layer.md"));
    String test = Files.readString(SOURCES.resolve("ExampleLayersTest.java"));
    MatchResult error =
        Pattern.compile("net.prototxt:(\\d+:\\d+:) layer 'mine' .*: (a number is needed.*)")
            .matcher(page)
            .results()
            .findFirst()
            .orElseThrow();
    String tested = "{ slope: x } | " + error.group(1) + " | " + error.group(2);
    assertEquals(true, test.contains(tested), tested);
  }

  private static String source(String type) throws IOException {
    String text = Files.readString(SOURCES.resolve(type + ".java")).replace("\r", "");
    return HEAD.matcher(text).replaceFirst("").strip();
  }
}
