package io.decant.conformance.trial;

import io.decant.api.backend.EngineContext;
import io.decant.spi.device.BackendListener;
import java.util.OptionalLong;

/**
 * The context that the kit opens devices with: configuration from system properties, the user's
 * cache folder, and what the backend says collected for failure messages. Thread-safe.
 */
public final class KitContext extends EngineContext {
  private final Log log = new Log();

  private KitContext(OptionalLong memoryLimit) {
    super(memoryLimit);
  }

  /** Returns a context without a memory limit. */
  public static KitContext unlimited() {
    return new KitContext(OptionalLong.empty());
  }

  /** Returns a context that caps device memory. */
  public static KitContext limited(long bytes) {
    return new KitContext(OptionalLong.of(bytes));
  }

  @Override
  public BackendListener listener() {
    return log;
  }

  /** Returns what the backend said so far, a line for each message. */
  public String said() {
    return log.toString();
  }

  private static final class Log implements BackendListener {
    private final StringBuilder lines = new StringBuilder();

    @Override
    public synchronized void info(String message) {
      lines.append("info: ").append(message).append('\n');
    }

    @Override
    public synchronized void warning(String message) {
      lines.append("warning: ").append(message).append('\n');
    }

    @Override
    public synchronized String toString() {
      return lines.toString();
    }
  }
}
