package io.decant.spi.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Deletes compiled programs that nobody has used for long, and of the others those used longest ago
 * until the rest is small enough. Several processes may do so at once.
 */
final class ProgramPruning {
  static final String UNFINISHED = "unfinished-";

  /** A use is noted in the file's time, once a day at the most. */
  private static final Duration NOTED = Duration.ofDays(1);

  private final long mostBytes;
  private final Duration longest;

  ProgramPruning(long mostBytes, Duration longest) {
    this.mostBytes = mostBytes;
    this.longest = longest;
  }

  /** A program on disk. */
  private record Stored(Path file, long bytes, Instant used) {}

  /** Notes that a program is used now; where that cannot be noted, it is deleted too early. */
  static void use(Path file) {
    Instant now = Instant.now();
    try {
      if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(NOTED))) {
        Files.setLastModifiedTime(file, FileTime.from(now));
      }
    } catch (IOException ignored) {
      // another process has deleted it, or the folder is not ours to write to
    }
  }

  /** Deletes what is too old or too much; files of other names stay. */
  void prune(Path folder) throws IOException {
    Instant now = Instant.now();
    List<Stored> kept = new ArrayList<>();
    long bytes = 0;
    for (Stored program : stored(folder)) {
      boolean unfinished = program.file.getFileName().toString().startsWith(UNFINISHED);
      if (program.used.isBefore(now.minus(unfinished ? NOTED : longest))) {
        Files.deleteIfExists(program.file);
      } else if (!unfinished) {
        kept.add(program);
        bytes += program.bytes;
      }
    }
    kept.sort(Comparator.comparing(Stored::used));
    for (Stored program : kept) {
      if (bytes <= mostBytes) {
        return;
      }
      Files.deleteIfExists(program.file);
      bytes -= program.bytes;
    }
  }

  private static List<Stored> stored(Path folder) throws IOException {
    List<Stored> stored = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(ProgramPruning::isOurs).toList()) {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        stored.add(new Stored(file, attributes.size(), attributes.lastModifiedTime().toInstant()));
      }
    } catch (NoSuchFileException e) {
      // another process prunes, too: it will see to the rest
      return List.of();
    }
    return stored;
  }

  private static boolean isOurs(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file) && (Digest.isName(name) || name.startsWith(UNFINISHED));
  }
}
