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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The cases of the real Caffe on the embedded backend, and on one that decomposes everything. */
class ConformanceCommandTest {
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
    List<String> wrong =
        lines.stream()
            .filter(line -> line.startsWith("FAILED"))
            .filter(line -> !line.contains("which is missing"))
            .filter(line -> !line.contains("not supported yet"))
            .toList();
    assertEquals(List.of(), wrong);
    String last = lines.get(lines.size() - 1);
    assertTrue(last.matches("\\d+ passed, \\d+ failed"), last);
    int passed = Integer.parseInt(last.substring(0, last.indexOf(' ')));
    assertTrue(passed >= 123, last);
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
