package io.decant.cli.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.helpers.NOPLogger;
import org.slf4j.spi.SLF4JServiceProvider;

class GlogTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Glog log = new Glog(new PrintStream(bytes, true, StandardCharsets.UTF_8));

  @TempDir Path temporary;

  @Test
  void aLineIsGlogs() {
    log.write(Level.INFO, "some.Logger", "Solving LeNet");
    log.write(Level.WARN, "some.Logger", "careful");
    log.write(Level.ERROR, "some.Logger", "broken");
    List<String> lines = lines();
    String head = "\\d{4} \\d\\d:\\d\\d:\\d\\d\\.\\d{6} \\d+ \\S+:\\d+\\] ";
    assertTrue(lines.get(0).matches("I" + head + "Solving LeNet"), lines.get(0));
    assertTrue(lines.get(1).matches("W" + head + "careful"), lines.get(1));
    assertTrue(lines.get(2).matches("E" + head + "broken"), lines.get(2));
  }

  @Test
  void aMessageStaysOnOneLine() {
    log.write(Level.INFO, "some.Logger", "first\nsecond\r\nthird");
    assertEquals(1, lines().size());
    assertTrue(lines().get(0).endsWith("] first second  third"), lines().get(0));
  }

  @Test
  void lessSevereLinesCanBeLeftOut() {
    log.minimumLevel(1);
    log.write(Level.INFO, "some.Logger", "dropped");
    log.write(Level.WARN, "some.Logger", "shown");
    assertEquals(1, lines().size());
  }

  @Test
  void aProgressLineIsClearedFirst() {
    log.beforeEachLine(() -> bytes.writeBytes("<clear>".getBytes(StandardCharsets.UTF_8)));
    log.write(Level.INFO, "some.Logger", "message");
    log.between(() -> bytes.writeBytes("other".getBytes(StandardCharsets.UTF_8)));
    String text = bytes.toString(StandardCharsets.UTF_8);
    assertTrue(text.startsWith("<clear>I") && text.endsWith("<clear>other"), text);
  }

  @Test
  void theLogDirectoryGetsTheSameLines() throws IOException {
    log.alsoTo(temporary.toString());
    log.write(Level.INFO, "some.Logger", "kept");
    log.alsoTo(temporary.toString());
    log.write(Level.ERROR, "some.Logger", "bad");
    String pattern = "decant\\..+\\.log\\.(INFO|WARNING|ERROR)\\.\\d{8}-\\d{6}\\.\\d+";
    try (Stream<Path> files = Files.list(temporary)) {
      List<String> names = files.map(file -> file.getFileName().toString()).toList();
      assertEquals(6, names.size(), names.toString());
      assertEquals(3, names.stream().filter(name -> name.matches(pattern)).count());
    }
    List<String> info = Files.readAllLines(temporary.resolve("decant.INFO"));
    assertTrue(
        info.get(0).matches("Log file created at: \\d{4}/\\d\\d/\\d\\d [\\d:]+"), info.get(0));
    assertEquals(lines(), info.subList(3, info.size()));
    List<String> error = Files.readAllLines(temporary.resolve("decant.ERROR"));
    assertEquals(lines().subList(1, 2), error.subList(3, error.size()));
    String missing = temporary.resolve("missing").toString();
    assertTrue(
        assertThrows(UncheckedIOException.class, () -> log.alsoTo(missing))
            .getMessage()
            .contains(missing));
  }

  @Test
  void slf4jSpeaksThroughItAndNamesTheCaller() {
    SLF4JServiceProvider provider = new GlogProvider();
    assertEquals(GlogLogger.class, provider.getLoggerFactory().getLogger("a").getClass());
    assertEquals(GlogLogger.class, LoggerFactory.getLogger(GlogTest.class).getClass());
    assertEquals(
        NOPLogger.class,
        provider.getLoggerFactory().getLogger("io.jhdf.HdfFile").getClass(),
        "a library that logs each step");
  }

  private List<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
