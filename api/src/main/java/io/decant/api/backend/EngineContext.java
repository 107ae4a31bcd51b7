package io.decant.api.backend;

import io.decant.spi.device.BackendContext;
import io.decant.spi.device.BackendListener;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a backend works with: system properties, the user's cache folder, the log. */
public class EngineContext implements BackendContext {
  private static final Logger LOG = LoggerFactory.getLogger(EngineContext.class);

  private final OptionalLong memoryLimit;

  /** Creates a context with a cap on device memory, in bytes. */
  public EngineContext(OptionalLong memoryLimit) {
    this.memoryLimit = memoryLimit;
  }

  @Override
  public Optional<String> property(String key) {
    return Optional.ofNullable(System.getProperty(key));
  }

  @Override
  public Path cacheDirectory() {
    return CacheDirectory.get();
  }

  @Override
  public OptionalLong memoryLimit() {
    return memoryLimit;
  }

  @Override
  public BackendListener listener() {
    return new BackendListener() {
      @Override
      public void info(String message) {
        LOG.info("{}", message);
      }

      @Override
      public void warning(String message) {
        LOG.warn("{}", message);
      }
    };
  }
}
