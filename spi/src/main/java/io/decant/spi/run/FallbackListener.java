package io.decant.spi.run;

import io.decant.spi.op.OpSpec;

/** Learns which operators a backend does not implement in one piece. */
@FunctionalInterface
public interface FallbackListener {
  /** Called each time an operator is replaced by its decomposition; may throw to forbid it. */
  void decomposed(OpSpec spec);
}
