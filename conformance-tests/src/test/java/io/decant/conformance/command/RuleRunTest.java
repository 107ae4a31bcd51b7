package io.decant.conformance.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.conformance.rules.RuleRun;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The rules run on a backend that is found by its name, as the conformance command does it. */
class RuleRunTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final RuleRun run = new RuleRun(new PrintStream(printed, true, StandardCharsets.UTF_8));

  @Test
  void anOutsideBackendIsFoundAndPasses() {
    run.run("skeleton", 0);
    String text = printed.toString(StandardCharsets.UTF_8);
    assertEquals(0, run.failed(), text);
    assertTrue(run.passed() > 40, () -> "only " + run.passed() + " passed");
    assertTrue(text.contains("skipped op.value: convolution"), text);
    assertEquals(run.skipped(), text.split("skipped ", -1).length - 1, text);
  }

  @Test
  void anUnknownBackendFails() {
    run.run("nobody", 0);
    assertEquals(0, run.passed());
    assertTrue(run.failed() > 0);
    assertTrue(
        printed.toString(StandardCharsets.UTF_8).contains("there is no backend named 'nobody'"),
        printed::toString);
  }
}
