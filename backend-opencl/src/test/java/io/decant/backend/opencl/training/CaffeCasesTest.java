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
import java.util.List;
import org.junit.jupiter.api.Test;

/** The cases of the real Caffe, and once more in a quarter of their memory, bit for bit. */
class CaffeCasesTest {
  private static final int CASES = 312;

  @Test
  void theBackendComputesWhatCaffeDoesAndInLessMemoryTheSame() throws IOException {
    OpenClDevices.assumeAvailable();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    try (OpenCases open = OpenCases.unpack()) {
      new ConformanceCommand()
          .run(
              List.of("--backend", "opencl", "--cases", open.root().toString(), "--memory", "25%"),
              new CommandContext(stream, stream));
    }
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    List<String> failed = lines.stream().filter(line -> line.startsWith("FAILED ")).toList();
    assertEquals(List.of(), failed);
    assertEquals(CASES + " passed, 0 failed", lines.get(lines.size() - 1));
    String moved = lines.get(lines.size() - 2);
    assertTrue(moved.matches("in less memory: \\d{4,} bytes moved, \\d{2,} tiles"), moved);
  }
}
