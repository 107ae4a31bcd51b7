package io.decant.api.backend;

import io.decant.spi.op.OpSpec;
import io.decant.spi.run.FallbackListener;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the operators that a backend does not implement in one piece, and logs each kind once.
 * With the property {@code decant.fallback=fail} the first one is an error.
 */
public final class Fallbacks implements FallbackListener {
  private static final Logger LOG = LoggerFactory.getLogger(Fallbacks.class);

  private final String backend;
  private final boolean fail;
  private final Map<String, Integer> counts = new TreeMap<>();

  /** Creates the listener of a backend. */
  public Fallbacks(String backend, boolean fail) {
    this.backend = backend;
    this.fail = fail;
  }

  @Override
  public synchronized void decomposed(OpSpec spec) {
    if (fail) {
      throw new IllegalStateException(
          "backend '"
              + backend
              + "' does not implement "
              + spec.name()
              + " in one piece, and decant.fallback=fail forbids its decomposition");
    }
    if (counts.merge(spec.name(), 1, Integer::sum) == 1) {
      LOG.info("Backend '{}' runs {} as a sequence of simpler operators", backend, spec.name());
    }
  }

  /** Returns how many operators of each name were decomposed. */
  public synchronized Map<String, Integer> counts() {
    return Map.copyOf(counts);
  }
}
