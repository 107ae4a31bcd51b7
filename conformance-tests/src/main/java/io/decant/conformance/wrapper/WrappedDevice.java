package io.decant.conformance.wrapper;

import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.OpSpec;
import io.decant.spi.support.ForwardingDevice;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A device that tells an instrument what it is asked to do. Owns the device that it wraps. */
public final class WrappedDevice extends ForwardingDevice {
  private final Instrument instrument;
  private final AtomicInteger streams = new AtomicInteger();
  private final AtomicInteger slabs = new AtomicInteger();

  /** Wraps a device. */
  public WrappedDevice(Device inner, Instrument instrument) {
    super(inner);
    this.instrument = instrument;
  }

  @Override
  public DeviceSlab allocate(long bytes) {
    instrument.beforeAllocation(bytes);
    DeviceSlab slab = super.allocate(bytes);
    instrument.allocated(inner(), slab);
    return new WrappedSlab(slab, instrument, slabs.getAndIncrement());
  }

  @Override
  public HostMemory allocatePinned(long bytes) {
    instrument.beforePinnedAllocation(bytes);
    return super.allocatePinned(bytes);
  }

  @Override
  public DeviceStream newStream() {
    return new WrappedStream(inner(), inner().newStream(), instrument, streams.getAndIncrement());
  }

  @Override
  public Optional<Executable> prepare(OpSpec spec, PrepareOptions options) {
    return inner()
        .prepare(spec, options)
        .map(executable -> new WrappedExecutable(executable, spec, instrument));
  }
}
