package io.decant.api.net;

import io.decant.spi.memory.ProgramBuilder;

/** Emits the operators that change a parameter, as soon as its gradient is complete. */
@FunctionalInterface
public interface UpdateEmitter {
  /** Appends the operators that update one learnable parameter. */
  void emit(ProgramBuilder program, NetParam param);
}
