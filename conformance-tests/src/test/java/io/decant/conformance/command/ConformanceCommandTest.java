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
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The cases of the real Caffe on the embedded backend, and on one that decomposes everything. */
class ConformanceCommandTest {
  private static final int CASES = 312;

  /** Cases whose feature is not there yet; no other may fail. */
  private static final Set<String> EXPECTED_FAILURES =
      Set.of("solvers/adam_snapshot_hdf5", "solvers/sgd_snapshot_hdf5");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void theEmbeddedBackendComputesWhatCaffeDoes() throws IOException {
    passesWhatThereIs("cpu");
  }

  @Test
  @EnabledIfSystemProperty(named = "decant.full", matches = "true")
  void aBackendThatDecomposesEverythingComputesWhatCaffeDoes() throws IOException {
    passesWhatThereIs("skeleton");
  }

  private void passesWhatThereIs(String backend) throws IOException {
    try (OpenCases open = OpenCases.unpack()) {
      run("--backend", backend, "--cases", open.root().toString());
    }
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    List<String> failed =
        lines.stream().filter(line -> line.startsWith("FAILED ")).sorted().toList();
    List<String> wrong =
        failed.stream().filter(line -> !EXPECTED_FAILURES.contains(name(line))).toList();
    assertEquals(List.of(), wrong);
    assertEquals(
        (CASES - failed.size()) + " passed, " + failed.size() + " failed",
        lines.get(lines.size() - 1));
  }

  private static String name(String line) {
    return line.substring("FAILED ".length(), line.indexOf(": "));
  }

  @Test
  void theCasesPassInAQuarterOfTheirMemory() throws IOException {
    try (OpenCases open = OpenCases.unpack()) {
      run("--backend", "cpu", "--cases", open.root().toString(), "--memory", "25%");
    }
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    List<String> wrong =
        lines.stream()
            .filter(line -> line.startsWith("FAILED "))
            .filter(line -> !EXPECTED_FAILURES.contains(name(line)))
            .toList();
    assertEquals(List.of(), wrong);
    String moved = lines.get(lines.size() - 2);
    assertTrue(moved.matches("in less memory: \\d{4,} bytes moved, \\d{2,} tiles"), moved);
  }

  @Test
  void aMissingFolderIsRefused(@TempDir Path folder) {
    assertEquals(2, run("--cases=" + folder.resolve("missing")));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("is not a folder"), err::toString);
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
