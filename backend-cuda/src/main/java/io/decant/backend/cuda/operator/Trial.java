package io.decant.backend.cuda.operator;

import io.decant.spi.device.Executable;

/** Measures executables of one operator, on memory of its own. */
interface Trial extends AutoCloseable {
  /**
   * Returns how long an executable takes, in nanoseconds.
   *
   * @param best the best time so far; what turns out to take much longer is not measured well
   * @throws io.decant.spi.device.DeviceException when it cannot be run
   */
  long nanos(Executable executable, long best);

  @Override
  void close();
}
