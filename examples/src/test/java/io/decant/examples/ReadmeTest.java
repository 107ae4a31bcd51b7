package io.decant.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.examples.hd.Confusion;
import io.decant.examples.hd.SegmentHd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The README does what it says, with the jars that were just built. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReadmeTest {
  private static final Map<String, List<String>> OUTPUTS = new HashMap<>();
  private static final Pattern SWAPPED =
      Pattern.compile("Device memory, in all: .*swapped in (\\d+) bytes, swapped out (\\d+) .*");

  private static final boolean FULL = Boolean.getBoolean("decant.full");
  private static final Path MNIST = Shell.ROOT.resolve("examples/mnist");
  private static final int FIRST_SCREEN = 40;

  @Test
  @Order(1)
  void everyCommandPrintsWhatIsShown() throws IOException, InterruptedException {
    removeSnapshots();
    int run = 0;
    for (ConsoleBlock block : ConsoleBlock.in("README.md", readme())) {
      if (block.command().startsWith("mvn ")) {
        continue;
      }
      assertTrue(block.command().startsWith("./decant "), block.command());
      run++;
      OUTPUTS.put(block.command(), ShownCommand.check(block));
    }
    assertTrue(run >= 5, "only " + run + " commands were found");
  }

  @Test
  @Order(2)
  void plannedAheadTheLargeNetMovesLessThanIbmWould() {
    long planned = swapped("--lms auto --solver examples/hd");
    long ibm = swapped("--planner ibm --solver examples/hd");
    assertTrue(planned > 0 && planned < ibm, planned + " bytes against " + ibm);
  }

  @Test
  @Order(2)
  void theLargeNetSeesTwiceWhatBackgroundAloneWouldGive() {
    Confusion confusion =
        SegmentHd.judge(
            Shell.ROOT, Shell.ROOT.resolve("examples/hd/hd_iter_30.caffemodel"), line -> {});
    assertTrue(
        confusion.meanIou() >= 2 * confusion.meanIouOfBackground(),
        confusion.meanIou() + " against " + confusion.meanIouOfBackground());
  }

  private static long swapped(String words) {
    List<String> output =
        OUTPUTS.entrySet().stream()
            .filter(entry -> entry.getKey().contains(words))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElseThrow();
    return output.stream()
        .map(SWAPPED::matcher)
        .filter(Matcher::matches)
        .mapToLong(line -> Long.parseLong(line.group(1)) + Long.parseLong(line.group(2)))
        .findFirst()
        .orElseThrow();
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

  /** With -Pfull it trains as long as the README's first command, else a tenth of that. */
  @Test
  void theJavaProgramClassifiesADigit(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path mnist = Files.createDirectories(folder.resolve("examples/mnist"));
    for (String name :
        List.of("lenet_train_test.prototxt", "mnist_train_lmdb", "mnist_test_lmdb")) {
      Files.createSymbolicLink(mnist.resolve(name), MNIST.resolve(name));
    }
    String solver = Files.readString(MNIST.resolve("lenet_solver.prototxt"));
    String iterations = FULL ? "$0" : "max_iter: 200";
    Files.writeString(
        mnist.resolve("lenet_solver.prototxt"), solver.replaceFirst("max_iter: 2000", iterations));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Shell.Result result =
        Shell.run(
            folder,
            Map.of(),
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
    removeSnapshots("examples/mnist");
    removeSnapshots("examples/hd");
  }

  private static void removeSnapshots(String folder) throws IOException {
    try (Stream<Path> files = Files.list(Shell.ROOT.resolve(folder))) {
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
