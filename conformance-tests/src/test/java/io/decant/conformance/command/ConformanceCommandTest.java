package io.decant.conformance.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.command.CommandContext;
import io.decant.conformance.golden.ConformanceCommand;
import io.decant.conformance.golden.OpenCases;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cases of the real Caffe on the embedded backend, some of them in a quarter of their memory,
 * too. All of them there, and all on a backend that decomposes everything, take minutes: mvn -Pfull
 * runs those.
 */
class ConformanceCommandTest {
  private static final int CASES = 312;
  private static final int ONE_OF = Boolean.getBoolean("decant.full") ? 1 : 4;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void theEmbeddedBackendComputesWhatCaffeDoes() throws IOException {
    passes("cpu");
  }

  @Test
  @EnabledIfSystemProperty(named = "decant.full", matches = "true")
  void aBackendThatDecomposesEverythingComputesWhatCaffeDoes() throws IOException {
    passes("minimal");
  }

  private void passes(String backend) throws IOException {
    try (OpenCases open = OpenCases.unpack()) {
      run("--backend", backend, "--cases", open.root().toString());
    }
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(List.of(), failed(lines));
    assertEquals(CASES + " passed, 0 failed", lines.get(lines.size() - 1));
  }

  private static List<String> failed(List<String> lines) {
    return lines.stream().filter(line -> line.startsWith("FAILED ")).toList();
  }

  @Test
  void theCasesPassInAQuarterOfTheirMemory() throws IOException {
    try (OpenCases open = OpenCases.unpack()) {
      open.keepEvery(ONE_OF);
      run("--backend", "cpu", "--cases", open.root().toString(), "--memory", "25%");
    }
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(List.of(), failed(lines));
    assertEquals(CASES / ONE_OF + " passed, 0 failed", lines.get(lines.size() - 1));
    String moved = lines.get(lines.size() - 2);
    assertTrue(moved.matches("in less memory: \\d{4,} bytes moved, \\d{2,} tiles"), moved);
  }

  @Test
  void aMissingFolderIsRefused(@TempDir Path folder) {
    assertEquals(2, run("--cases=" + folder.resolve("missing")));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("is not a folder"), err::toString);
  }

  @Test
  void aReportOfRulesThatAreNotRunIsRefused(@TempDir Path folder) {
    assertEquals(2, run("--report", folder + "/report.tsv", "--cases", folder.toString()));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("--cases asks"), err::toString);
    assertTrue(Files.notExists(folder.resolve("report.tsv")));
  }

  @Test
  void anUnknownFlagIsRefused() {
    assertEquals(2, run("--everything"));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("usage: "), err::toString);
  }

  private int run(String... arguments) {
    return new ConformanceCommand()
        .run(
            List.of(arguments),
            new CommandContext(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)));
  }
}
