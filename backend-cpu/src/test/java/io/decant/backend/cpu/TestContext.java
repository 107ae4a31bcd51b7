package io.decant.backend.cpu;

import io.decant.spi.device.BackendContext;
import io.decant.spi.device.BackendListener;
import io.decant.spi.device.Device;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/** A context that remembers what it was told. */
final class TestContext implements BackendContext, BackendListener {
  final List<String> lines = new CopyOnWriteArrayList<>();
  final List<String> warnings = new CopyOnWriteArrayList<>();
  private final Map<String, String> properties = new HashMap<>();
  private long limit = Long.MAX_VALUE;

  TestContext with(String key, String value) {
    properties.put(key, value);
    return this;
  }

  TestContext limit(long bytes) {
    limit = bytes;
    return this;
  }

  Device open() {
    return new CpuBackendProvider().open(0, this);
  }

  @Override
  public Optional<String> property(String key) {
    return Optional.ofNullable(properties.get(key));
  }

  @Override
  public Path cacheDirectory() {
    return Path.of("target", "test-cache").toAbsolutePath();
  }

  @Override
  public OptionalLong memoryLimit() {
    return limit == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(limit);
  }

  @Override
  public BackendListener listener() {
    return this;
  }

  @Override
  public void info(String message) {
    lines.add(message);
  }

  @Override
  public void warning(String message) {
    warnings.add(message);
  }
}
