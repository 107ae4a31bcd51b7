package io.decant.backend.cuda.operator;

import io.decant.spi.device.Executable;

/**
 * A way to compute an operator.
 *
 * @param name the same for the same arithmetic, in every run on this machine
 * @param executable ready to run
 */
record Candidate(String name, Executable executable) {
  void close() {
    executable.close();
  }
}
