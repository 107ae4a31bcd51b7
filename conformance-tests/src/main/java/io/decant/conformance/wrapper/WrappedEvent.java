package io.decant.conformance.wrapper;

import io.decant.spi.device.DeviceEvent;

/** An event of a {@link WrappedDevice}. */
final class WrappedEvent implements DeviceEvent {
  private final DeviceEvent inner;
  private final Instrument instrument;
  private final VectorClock recorded;

  WrappedEvent(DeviceEvent inner, Instrument instrument, VectorClock recorded) {
    this.inner = inner;
    this.instrument = instrument;
    this.recorded = recorded;
  }

  static WrappedEvent cast(DeviceEvent event) {
    if (event instanceof WrappedEvent wrapped) {
      return wrapped;
    }
    throw new IllegalArgumentException("an event of another device: " + event);
  }

  DeviceEvent inner() {
    return inner;
  }

  VectorClock recorded() {
    return recorded;
  }

  @Override
  public boolean isDone() {
    boolean done = inner.isDone();
    if (done) {
      instrument.completed(recorded);
    }
    return done;
  }

  @Override
  public void synchronize() {
    inner.synchronize();
    instrument.completed(recorded);
  }

  @Override
  public long nanosSince(DeviceEvent earlier) {
    return inner.nanosSince(cast(earlier).inner);
  }

  @Override
  public void onCompletion(Runnable action) {
    inner.onCompletion(
        () -> {
          instrument.completed(recorded);
          action.run();
        });
  }

  @Override
  public void close() {
    inner.close();
  }
}
