package io.decant.conformance.throttle;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.HostMemory;
import io.decant.spi.memory.LinkRates;

/** A stream of a {@link ThrottledDevice}: its time is when the work enqueued so far is done. */
final class ThrottledStream implements DeviceStream {
  private final DeviceStream inner;
  private final VirtualClock clock;
  private final LinkRates link;
  private double now;

  ThrottledStream(DeviceStream inner, VirtualClock clock, LinkRates link) {
    this.inner = inner;
    this.clock = clock;
    this.link = link;
  }

  DeviceStream inner() {
    return inner;
  }

  /** Adds work that starts when the work before it is done, and not before it was enqueued. */
  void busy(double seconds) {
    now = Math.max(now, clock.now()) + seconds;
  }

  @Override
  public void upload(
      HostMemory source, long sourceOffset, DeviceSlab target, long targetOffset, CopyShape shape) {
    inner.upload(source, sourceOffset, target, targetOffset, shape);
    busy(link.copyIn(shape.total()));
  }

  @Override
  public void download(
      DeviceSlab source, long sourceOffset, HostMemory target, long targetOffset, CopyShape shape) {
    inner.download(source, sourceOffset, target, targetOffset, shape);
    busy(link.copyOut(shape.total()));
  }

  @Override
  public void copy(
      DeviceSlab source, long sourceOffset, DeviceSlab target, long targetOffset, CopyShape shape) {
    inner.copy(source, sourceOffset, target, targetOffset, shape);
  }

  @Override
  public void fill(DeviceSlab target, long offset, long bytes, int pattern) {
    inner.fill(target, offset, bytes, pattern);
  }

  @Override
  public DeviceEvent record() {
    busy(0);
    return new ThrottledEvent(inner.record(), clock, now);
  }

  @Override
  public void await(DeviceEvent event) {
    ThrottledEvent throttled = ThrottledEvent.cast(event);
    inner.await(throttled.inner());
    now = Math.max(now, throttled.time());
  }

  @Override
  public void flush() {
    inner.flush();
  }

  @Override
  public void synchronize() {
    inner.synchronize();
    clock.advanceTo(now);
  }

  @Override
  public void close() {
    inner.close();
  }
}
