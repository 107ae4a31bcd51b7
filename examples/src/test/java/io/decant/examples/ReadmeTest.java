package io.decant.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README does what it says, with the jars that were just built. */
class ReadmeTest {
  private static final int FIRST_SCREEN = 40;

  @Test
  void everyCommandPrintsWhatIsShown() throws IOException, InterruptedException {
    removeSnapshots();
    int run = 0;
    for (ConsoleBlock block : ConsoleBlock.in("README.md", readme())) {
      if (block.command().startsWith("mvn ")) {
        continue;
      }
      assertTrue(block.command().startsWith("./decant "), block.command());
      run++;
      check(block);
    }
    assertTrue(run >= 5, "only " + run + " commands were found");
  }

  private static void check(ConsoleBlock block) throws IOException, InterruptedException {
    Shell.Result result = Shell.run("sh", "-c", block.command());
    String where = block.document() + ":" + block.line() + ": " + block.command();
    String tail =
        String.join(
            "\n",
            result
                .output()
                .subList(Math.max(0, result.output().size() - 25), result.output().size()));
    assertEquals("", block.missing(result.output()), where + " lacks this line in\n" + tail);
    assertEquals(block.fails(), result.code() != 0, where + " ended with " + result.code());
  }

  @Test
  void theFirstScreenIsShort() throws IOException {
    List<String> lines = readme();
    int heading = 0;
    while (!lines.get(heading).startsWith("## ")) {
      heading++;
    }
    assertTrue(heading <= FIRST_SCREEN, "the README's first screen has " + heading + " lines");
  }

  @Test
  void theJavaProgramIsTheOneInTheRepository() throws IOException {
    Path file =
        Shell.ROOT.resolve("examples/src/main/java/io/decant/examples/TrainAndClassify.java");
    List<String> program = Files.readAllLines(file);
    List<String> lines = readme();
    int start = lines.indexOf("```java");
    assertTrue(start >= 0, "the README shows no Java program");
    List<String> shown = new ArrayList<>(lines.subList(start + 1, lines.size()));
    shown = shown.subList(0, shown.indexOf("```"));
    int first = program.indexOf("import io.decant.api.Decant;");
    assertEquals(
        String.join("\n", program.subList(first, program.size())), String.join("\n", shown));
    assertTrue(shown.size() <= 20, "the program has " + shown.size() + " lines");
  }

  @Test
  void theJavaProgramClassifiesADigit() throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Shell.Result result =
        Shell.run(
            java,
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            TrainAndClassify.class.getName());
    assertEquals(0, result.code(), String.join("\n", result.output()));
    String last = result.output().get(result.output().size() - 1);
    assertTrue(last.matches("It is a (\\d), labelled \\1\\.0"), last);
  }

  private static List<String> readme() throws IOException {
    return Files.readAllLines(Shell.ROOT.resolve("README.md"));
  }

  private static void removeSnapshots() throws IOException {
    try (Stream<Path> files = Files.list(Shell.ROOT.resolve("examples/mnist"))) {
      for (Path file : files.filter(ReadmeTest::isSnapshot).toList()) {
        Files.delete(file);
      }
    }
  }

  private static boolean isSnapshot(Path file) {
    String name = file.toString();
    return name.endsWith(".caffemodel") || name.endsWith(".solverstate");
  }
}
