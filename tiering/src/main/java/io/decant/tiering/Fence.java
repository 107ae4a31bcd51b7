package io.decant.tiering;

import io.decant.spi.device.DeviceEvent;

/** A point on a {@link Timeline}. Needs no closing: its timeline does that once it is reached. */
final class Fence {
  private final Timeline origin;
  private final DeviceEvent event;
  private boolean reached;

  Fence(Timeline origin, DeviceEvent event) {
    this.origin = origin;
    this.event = event;
  }

  Timeline origin() {
    return origin;
  }

  DeviceEvent event() {
    return event;
  }

  /** Returns whether the work before it is known to have succeeded. */
  boolean isReached() {
    return reached;
  }

  /**
   * Waits for the work before it.
   *
   * @throws io.decant.spi.device.DeviceException when some of it failed
   */
  void synchronize() {
    if (!reached) {
      origin.flush();
      event.synchronize();
      origin.settle();
    }
  }

  void reach() {
    reached = true;
    event.close();
  }
}
