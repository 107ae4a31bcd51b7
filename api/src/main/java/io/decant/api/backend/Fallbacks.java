package io.decant.api.backend;

import io.decant.spi.op.OpSpec;
import io.decant.spi.run.FallbackListener;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the operators that a backend does not implement in one piece, and logs each kind once.
 * With the property {@code decant.fallback=fail} the first one is an error. Thread-safe.
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

  /**
   * Creates the listener of a backend as the property {@code decant.fallback} says.
   *
   * @throws IllegalArgumentException when it says something else than {@code fail} or {@code allow}
   */
  public static Fallbacks configured(String backend) {
    String policy = System.getProperty("decant.fallback", "allow");
    if (!policy.equals("fail") && !policy.equals("allow")) {
      throw new IllegalArgumentException("decant.fallback is fail or allow, not '" + policy + "'");
    }
    return new Fallbacks(backend, policy.equals("fail"));
  }

  @Override
  public synchronized void decomposed(OpSpec spec) {
    if (fail) {
      throw new IllegalStateException(
          "backend '"
              + backend
              + "' does not implement "
              + spec.name()
              + " in one piece, and decant.fallback=fail forbids its decomposition; leave that"
              + " property out, or use another backend");
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
