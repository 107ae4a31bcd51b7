package io.decant.tiering;

import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceStream;

/** What lies between two events of a stream. It owns both. */
record Interval(DeviceEvent start, DeviceEvent end) implements AutoCloseable {
  /** Enqueues work, and returns what it takes. */
  static Interval around(DeviceStream stream, Runnable work) {
    DeviceEvent start = stream.record();
    try {
      work.run();
      return new Interval(start, stream.record());
    } catch (RuntimeException e) {
      start.close();
      throw e;
    }
  }

  boolean isDone() {
    return end.isDone();
  }

  /** Returns how long it took, once it is done. */
  long nanos() {
    return end.nanosSince(start);
  }

  @Override
  public void close() {
    start.close();
    end.close();
  }
}
