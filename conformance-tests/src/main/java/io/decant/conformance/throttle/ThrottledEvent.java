package io.decant.conformance.throttle;

import io.decant.spi.device.DeviceEvent;

/** An event of a {@link ThrottledDevice}. */
final class ThrottledEvent implements DeviceEvent {
  private final DeviceEvent inner;
  private final VirtualClock clock;
  private final double time;

  /**
   * Creates an event.
   *
   * @param time when the work before it is done
   */
  ThrottledEvent(DeviceEvent inner, VirtualClock clock, double time) {
    this.inner = inner;
    this.clock = clock;
    this.time = time;
  }

  static ThrottledEvent cast(DeviceEvent event) {
    if (event instanceof ThrottledEvent throttled) {
      return throttled;
    }
    throw new IllegalArgumentException("an event of another device: " + event);
  }

  DeviceEvent inner() {
    return inner;
  }

  double time() {
    return time;
  }

  @Override
  public boolean isDone() {
    return time <= clock.now() && inner.isDone();
  }

  @Override
  public void synchronize() {
    inner.synchronize();
    clock.advanceTo(time);
  }

  @Override
  public long nanosSince(DeviceEvent earlier) {
    double start = cast(earlier).time;
    if (time > clock.now() || start > clock.now()) {
      throw new IllegalStateException("the host has not waited for both events");
    }
    return Math.round(1e9 * (time - start));
  }

  @Override
  public void onCompletion(Runnable action) {
    inner.onCompletion(action);
  }

  @Override
  public void close() {
    inner.close();
  }
}
