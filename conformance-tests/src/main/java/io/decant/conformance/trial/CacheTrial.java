package io.decant.conformance.trial;

import io.decant.spi.device.BackendContext;
import io.decant.spi.device.BackendListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** A context whose cache is a folder of the test's, and which remembers what is said of it. */
public final class CacheTrial implements BackendContext {
  private final Path folder;
  private final List<String> said = new ArrayList<>();

  /** Keeps caches in a folder. */
  public CacheTrial(Path folder) {
    this.folder = folder;
  }

  /** Returns the files in a folder of the cache, in the order of their names. */
  public List<Path> files(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return files.sorted().toList();
    }
  }

  /**
   * Checks how often programs in the cache were complained of in this way since the last call, and
   * that there was no other complaint.
   */
  public synchronized void said(String complaint, long times) {
    List<String> lines =
        said.stream().filter(line -> line.contains("the compiled program")).toList();
    RuleViolation.unless(
        lines.size() == times && lines.stream().allMatch(line -> line.contains(complaint)),
        "cache.program",
        "'" + complaint + "' should be said " + times + " times, there was: " + lines);
    said.clear();
  }

  private synchronized void say(String message) {
    said.add(message);
  }

  @Override
  public Optional<String> property(String key) {
    return Optional.empty();
  }

  @Override
  public Path cacheDirectory() {
    return folder;
  }

  @Override
  public OptionalLong memoryLimit() {
    return OptionalLong.empty();
  }

  @Override
  public BackendListener listener() {
    return new BackendListener() {
      @Override
      public void info(String message) {
        say(message);
      }

      @Override
      public void warning(String message) {
        say(message);
      }
    };
  }
}
