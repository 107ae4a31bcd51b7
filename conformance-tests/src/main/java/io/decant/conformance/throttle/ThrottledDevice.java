package io.decant.conformance.throttle;

import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.memory.LinkRates;
import io.decant.spi.op.OpSpec;
import io.decant.spi.support.ForwardingDevice;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * A device that tells another time than it takes. It does what the device that it wraps does, and
 * its results are that one's; but operators and copies between host and device take the virtual
 * time that they are said to take, each stream has its own time, and waiting for an event means to
 * go on at the later of both. Copies and fills within the device take none.
 *
 * <p>The host's time stands still while it enqueues, and moves on when it waits. An event is done
 * when the host's time has reached it (and the wrapped device has done the work), so whoever polls
 * {@link io.decant.spi.device.DeviceEvent#isDone} without ever waiting polls for ever. {@link
 * io.decant.spi.device.DeviceEvent#nanosSince} gives virtual time. Equal calls give equal times.
 *
 * <p>Owns the device that it wraps.
 */
public final class ThrottledDevice extends ForwardingDevice {
  private final LinkRates link;
  private final ToDoubleFunction<OpSpec> seconds;
  private final VirtualClock clock = new VirtualClock();

  /**
   * Wraps a device.
   *
   * @param link how fast copies are; those in and out do not slow each other down
   * @param seconds how long an operator takes; asked once, when it is prepared
   */
  public ThrottledDevice(Device inner, LinkRates link, ToDoubleFunction<OpSpec> seconds) {
    super(inner);
    this.link = link;
    this.seconds = seconds;
  }

  /** Returns the host's virtual time in seconds since the device was opened. */
  public double now() {
    return clock.now();
  }

  @Override
  public DeviceStream newStream() {
    return new ThrottledStream(inner().newStream(), clock, link);
  }

  @Override
  public Optional<Executable> prepare(OpSpec spec, PrepareOptions options) {
    return inner()
        .prepare(spec, options)
        .map(executable -> new ThrottledExecutable(executable, seconds.applyAsDouble(spec)));
  }
}
