package io.decant.spi.memory;

import java.io.IOException;
import java.util.List;

/** Java code that takes part in a program. Called by one thread at a time. */
@FunctionalInterface
public interface HostFunction {
  /**
   * Runs.
   *
   * @param operands the operator's operands in host memory; contents of those that are only written
   *     are undefined before, and every element is set after
   * @throws IOException when something outside fails; the run stops with the layer's name and this
   *     cause
   */
  void run(List<HostTensor> operands) throws IOException;
}
