package io.decant.cli.log;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.slf4j.event.Level;

/**
 * The files of a log folder, as glog keeps them: one for each severity that occurred, with the
 * lines of that severity and worse ones, named by program, host, user, severity, time and process;
 * a link such as {@code caffe.INFO} leads to the latest. Guarded by the log.
 */
final class GlogFiles {
  private static final Map<Level, String> SEVERITIES =
      new EnumMap<>(Map.of(Level.INFO, "INFO", Level.WARN, "WARNING", Level.ERROR, "ERROR"));
  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
  private static final DateTimeFormatter HEAD = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss");

  private final String folder;
  private final LocalDateTime start;
  private final String program = System.getProperty("decant.program", "decant");
  private final String host = System.getenv().getOrDefault("HOSTNAME", "localhost");
  private final Map<Level, PrintStream> files = new EnumMap<>(Level.class);

  private GlogFiles(String folder, LocalDateTime start) {
    this.folder = folder;
    this.start = start;
  }

  /**
   * Makes the file of severity INFO.
   *
   * @throws UncheckedIOException when that is not possible, naming the folder
   */
  static GlogFiles create(String folder, LocalDateTime start) {
    GlogFiles files = new GlogFiles(folder, start);
    files.file(Level.INFO);
    return files;
  }

  String folder() {
    return folder;
  }

  /** Writes a line to the files of its severity and of those below. */
  void write(Level level, String line) {
    for (Level each : List.of(Level.INFO, Level.WARN, Level.ERROR)) {
      if (each.toInt() <= level.toInt()) {
        file(each).println(line);
      }
    }
  }

  private PrintStream file(Level level) {
    return files.computeIfAbsent(level, this::open);
  }

  private PrintStream open(Level level) {
    String severity = SEVERITIES.getOrDefault(level, "INFO");
    String name =
        String.join(
            ".",
            program,
            host,
            System.getProperty("user.name", "unknown"),
            "log",
            severity,
            NAME.format(start),
            Long.toString(ProcessHandle.current().pid()));
    Path path = Path.of(folder).resolve(name);
    try {
      PrintStream file = new PrintStream(Files.newOutputStream(path), true, StandardCharsets.UTF_8);
      file.println("Log file created at: " + HEAD.format(start));
      file.println("Running on machine: " + host);
      file.println("Log line format: [IWEF]mmdd hh:mm:ss.uuuuuu threadid file:line] msg");
      link(Path.of(folder).resolve(program + "." + severity), path);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("--log_dir " + folder + ": the log cannot be made: " + e, e);
    }
  }

  /** A link is a convenience: a file system without links has the log itself. */
  private static void link(Path link, Path target) {
    try {
      if (Files.isSymbolicLink(link) || !Files.exists(link)) {
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, target.getFileName());
      }
    } catch (IOException | UnsupportedOperationException e) {
      Glog.get().write(Level.WARN, GlogFiles.class.getName(), "no link " + link + ": " + e);
    }
  }
}
