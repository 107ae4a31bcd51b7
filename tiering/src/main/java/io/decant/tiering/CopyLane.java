package io.decant.tiering;

import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceStream;

/** A stream of its own for copies in one direction, and the thread that feeds it. */
final class CopyLane implements AutoCloseable {
  private final DeviceStream stream;
  private final CopyThread thread;
  private final Timeline timeline;

  /**
   * Starts the thread.
   *
   * @param name of the thread
   */
  CopyLane(Device device, String name) {
    this.stream = device.newStream();
    this.thread = new CopyThread(name, stream);
    this.timeline = new Timeline(stream, thread);
  }

  CopyThread thread() {
    return thread;
  }

  Timeline timeline() {
    return timeline;
  }

  /** Waits for all copies, ends the thread and closes the stream. */
  @Override
  public void close() {
    try {
      timeline.finish();
    } finally {
      stream.close();
    }
  }
}
