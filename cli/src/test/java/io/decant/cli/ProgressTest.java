package io.decant.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream terminal = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void tellsIterationLossRateSpeedAndEnd() {
    String text = new Progress(terminal, 100, 1000).text(250, 0.03125, 0.01, 50);
    assertTrue(
        text.matches(
            "iteration 250/1000  loss 0\\.03125  lr 0\\.01  50\\.0 it/s  ETA 0:15 \\(\\d\\d:\\d\\d(:\\d\\d)?\\)"),
        text);
  }

  @Test
  void theLineFitsItsTerminalAndHasNoLineBreak() {
    new Progress(terminal, 20, 1000).onIteration(3, 1, 1);
    String shown = bytes.toString(StandardCharsets.UTF_8);
    assertEquals("\r\u001b[Kiteration 3/1000  l", shown);
  }
}
