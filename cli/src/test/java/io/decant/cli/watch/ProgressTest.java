package io.decant.cli.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.decant.api.Decant;
import io.decant.cli.tool.Devices;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final String CLEAR = "\r\u001b[K";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final Decant decant = Devices.cpu();

  @AfterEach
  void close() {
    decant.close();
  }

  private Progress progress(int width, boolean colours, boolean managed) {
    return new Progress(
        new Terminal(out, width, colours),
        new Pulse(decant.engine().memoryManager(), 64, 0),
        new RunSize(0, 1000, 8L << 30, managed));
  }

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void tellsHowFarItIsAndWhenItEnds() {
    progress(200, false, false).onIteration(249, 0.03125, 0.01);
    assertTrue(
        shown()
            .matches(
                CLEAR.replace("[", "\\[")
                    + "\\[#####-{15}\\] 250/1000  loss 0\\.03125  lr 0\\.01  [\\d.]+ it/s  \\d+ img/s"
                    + "  ETA \\d+:\\d\\d \\(\\d\\d:\\d\\d(:\\d\\d)?\\)  mem 0 B of 8\\.00 GiB"),
        shown());
  }

  @Test
  void theLossIsSmoothed() {
    Progress progress = progress(200, false, false);
    progress.onIteration(0, 2, 0.01);
    progress.onIteration(1, 1, 0.01);
    Pulse.Reading reading = new Pulse.Reading(50, 3200, 1 << 20, 0, 0, 0);
    assertTrue(progress.text(2, 0.01, reading).startsWith("2/1000  loss 1.8  lr 0.01  "));
  }

  @Test
  void whatIsMovedIsToldWhereBlocksMayLeave() {
    Pulse.Reading reading = new Pulse.Reading(50, 3200, 1 << 20, 1.25e9, 0.5e9, 0.034);
    String text = progress(200, false, true).text(2, 0.01, reading);
    assertTrue(text.endsWith("  lms in 1.25 out 0.50 GB/s, waits 3%"), text);
  }

  @Test
  void theLineFitsItsTerminalAndHasNoLineBreak() {
    progress(30, false, false).onIteration(2, 1, 1);
    assertEquals(CLEAR + "[--------------------] 3/1000", shown());
  }

  @Test
  void onlyTheBarIsColoured() {
    progress(60, true, false).onIteration(499, 1, 1);
    assertTrue(
        shown().startsWith(CLEAR + "\u001b[32m[##########----------] \u001b[0m500/1000"), shown());
  }

  @Test
  void simpleTerminalsAndFilesHaveNoLine() {
    assertNull(Terminal.find(Map.of()));
    assertNull(Terminal.find(Map.of("DECANT_TERMINAL", "80", "TERM", "dumb")));
    Terminal plain = Terminal.find(Map.of("DECANT_TERMINAL", "100", "NO_COLOR", "1"));
    assertNotNull(plain);
    assertEquals(100, plain.width());
    assertFalse(plain.colours());
    Terminal unknown = Terminal.find(Map.of("DECANT_TERMINAL", "unknown"));
    assertNotNull(unknown);
    assertEquals(80, unknown.width());
    assertTrue(unknown.colours());
  }
}
