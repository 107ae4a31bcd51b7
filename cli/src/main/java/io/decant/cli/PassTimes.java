package io.decant.cli;

import io.decant.api.net.Net;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.run.Executor;

/**
 * How long whole iterations take: until the host has enqueued one, on the device between its first
 * and its last operator, and until the host has waited for it. In nanoseconds, summed up.
 */
final class PassTimes {
  private final Net net;
  private long host;
  private long device;
  private long total;

  PassTimes(Net net) {
    this.net = net;
  }

  /** Runs both passes once. */
  void measure() {
    Executor executor = net.engine().executor();
    try (DeviceEvent first = executor.record()) {
      long begin = System.nanoTime();
      net.passes().runProgram(false);
      long enqueued = System.nanoTime();
      try (DeviceEvent last = executor.record()) {
        executor.synchronize();
        total += System.nanoTime() - begin;
        host += enqueued - begin;
        device += last.nanosSince(first);
      }
    }
  }

  /** Returns how long it took to enqueue. */
  long host() {
    return host;
  }

  /** Returns how long the device had something to do or waited for more. */
  long device() {
    return device;
  }

  /** Returns how long iterations took in all. */
  long total() {
    return total;
  }
}
