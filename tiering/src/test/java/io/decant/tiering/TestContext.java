package io.decant.tiering;

import io.decant.spi.device.BackendContext;
import io.decant.spi.device.BackendListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a device is opened with in these tests: a cap on its memory, two threads. */
public final class TestContext implements BackendContext, BackendListener {
  private final long memory;
  private final List<String> lines = new ArrayList<>();

  public TestContext(long memory) {
    this.memory = memory;
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public Optional<String> property(String key) {
    return switch (key) {
      case "decant.cpu.threads" -> Optional.of("2");
      case "decant.cpu.blas" -> Optional.of("java");
      default -> Optional.empty();
    };
  }

  @Override
  public Path cacheDirectory() {
    try {
      return Files.createDirectories(Path.of("target", "cache"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public OptionalLong memoryLimit() {
    return OptionalLong.of(memory);
  }

  @Override
  public BackendListener listener() {
    return this;
  }

  @Override
  public synchronized void info(String message) {
    lines.add(message);
  }

  @Override
  public synchronized void warning(String message) {
    lines.add(message);
  }
}
