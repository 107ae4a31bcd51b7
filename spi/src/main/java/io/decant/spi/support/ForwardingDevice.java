package io.decant.spi.support;

import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceFacts;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.Executable;
import io.decant.spi.device.HostMemory;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.ComputeMode;
import io.decant.spi.op.OpSpec;
import java.util.Optional;
import java.util.Set;

/**
 * A device that does what another one does, but for what a subclass changes. It neither records nor
 * tells how long operators take, so that a subclass sees all that is enqueued. Owns the device that
 * it wraps; as thread-safe as that.
 */
public abstract class ForwardingDevice implements Device {
  private final Device inner;

  /** Wraps a device. */
  protected ForwardingDevice(Device inner) {
    this.inner = inner;
  }

  /** Returns the device that is wrapped. */
  protected final Device inner() {
    return inner;
  }

  @Override
  public DeviceInfo info() {
    return inner.info();
  }

  @Override
  public DeviceFacts facts() {
    return inner.facts();
  }

  @Override
  public Set<ComputeMode> computeModes() {
    return inner.computeModes();
  }

  @Override
  public DeviceSlab allocate(long bytes) {
    return inner.allocate(bytes);
  }

  @Override
  public long maxPinnedBytes() {
    return inner.maxPinnedBytes();
  }

  @Override
  public HostMemory allocatePinned(long bytes) {
    return inner.allocatePinned(bytes);
  }

  @Override
  public DeviceStream newStream() {
    return inner.newStream();
  }

  @Override
  public Optional<Executable> prepare(OpSpec spec, PrepareOptions options) {
    return inner.prepare(spec, options);
  }

  @Override
  public void close() {
    inner.close();
  }
}
