package io.decant.api.layer;

import io.decant.spi.memory.HostTensor;
import java.io.IOException;
import java.util.List;

/** Java code that decides an extent from what is in host memory. Called by one thread at a time. */
@FunctionalInterface
public interface ExtentFunction {
  /**
   * Runs.
   *
   * @param operands the operator's operands in host memory; contents of those that are only written
   *     are undefined before, and every element is set after
   * @return the extent, from 0 to the bound that the layer declared
   * @throws IOException when something outside fails; the run stops with the layer's name and this
   *     cause
   */
  long decide(List<HostTensor> operands) throws IOException;
}
