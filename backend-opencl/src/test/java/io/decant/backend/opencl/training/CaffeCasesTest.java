package io.decant.backend.opencl.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.command.CommandContext;
import io.decant.backend.opencl.OpenClDevices;
import io.decant.conformance.golden.ConformanceCommand;
import io.decant.conformance.golden.OpenCases;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The cases of the real Caffe, and some of them once more in a quarter of their memory, bit for
 * bit. All of them there take a minute: mvn -Pfull runs them.
 */
class CaffeCasesTest {
  private static final int CASES = 312;
  private static final int ONE_OF = Boolean.getBoolean("decant.full") ? 1 : 4;

  @Test
  void theBackendComputesWhatCaffeDoes() throws IOException {
    pass(CASES, 1);
  }

  @Test
  void inLessMemoryItComputesTheSame() throws IOException {
    List<String> lines = pass(CASES / ONE_OF, ONE_OF, "--memory", "25%");
    String moved = lines.get(lines.size() - 2);
    assertTrue(moved.matches("in less memory: \\d{4,} bytes moved, \\d{2,} tiles"), moved);
  }

  /** Runs the first of every so many cases; returns what was printed. */
  private static List<String> pass(int cases, int oneOf, String... flags) throws IOException {
    OpenClDevices.assumeAvailable();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    try (OpenCases open = OpenCases.unpack()) {
      open.keepEvery(oneOf);
      List<String> arguments = new ArrayList<>(List.of("--backend", "opencl", "--cases"));
      arguments.add(open.root().toString());
      arguments.addAll(List.of(flags));
      new ConformanceCommand().run(arguments, new CommandContext(stream, stream));
    }
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    List<String> failed = lines.stream().filter(line -> line.startsWith("FAILED ")).toList();
    assertEquals(List.of(), failed);
    assertEquals(cases + " passed, 0 failed", lines.get(lines.size() - 1));
    return lines;
  }
}
