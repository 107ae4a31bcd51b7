package io.decant.conformance.wrapper;

import io.decant.spi.device.CopyShape;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceEvent;
import io.decant.spi.device.DeviceSlab;
import io.decant.spi.device.DeviceStream;
import io.decant.spi.device.HostMemory;
import java.util.List;

/** A stream of a {@link WrappedDevice}. */
final class WrappedStream implements DeviceStream {
  private final Device device;
  private final DeviceStream inner;
  private final Instrument instrument;
  private final int number;

  WrappedStream(Device device, DeviceStream inner, Instrument instrument, int number) {
    this.device = device;
    this.inner = inner;
    this.instrument = instrument;
    this.number = number;
  }

  DeviceStream inner() {
    return inner;
  }

  int number() {
    return number;
  }

  @Override
  public void upload(
      HostMemory source, long sourceOffset, DeviceSlab target, long targetOffset, CopyShape shape) {
    instrument.beforeHostCopy(device, inner);
    inner.upload(source, sourceOffset, WrappedSlab.unwrap(target), targetOffset, shape);
    enqueued(
        "upload of " + shape,
        Access.of(source, sourceOffset, shape, false),
        Access.of(WrappedSlab.cast(target), targetOffset, shape, true));
  }

  @Override
  public void download(
      DeviceSlab source, long sourceOffset, HostMemory target, long targetOffset, CopyShape shape) {
    instrument.beforeHostCopy(device, inner);
    inner.download(WrappedSlab.unwrap(source), sourceOffset, target, targetOffset, shape);
    enqueued(
        "download of " + shape,
        Access.of(WrappedSlab.cast(source), sourceOffset, shape, false),
        Access.of(target, targetOffset, shape, true));
  }

  @Override
  public void copy(
      DeviceSlab source, long sourceOffset, DeviceSlab target, long targetOffset, CopyShape shape) {
    inner.copy(
        WrappedSlab.unwrap(source), sourceOffset, WrappedSlab.unwrap(target), targetOffset, shape);
    enqueued(
        "copy of " + shape,
        Access.of(WrappedSlab.cast(source), sourceOffset, shape, false),
        Access.of(WrappedSlab.cast(target), targetOffset, shape, true));
  }

  @Override
  public void fill(DeviceSlab target, long offset, long bytes, int pattern) {
    inner.fill(WrappedSlab.unwrap(target), offset, bytes, pattern);
    enqueued(
        "fill of " + bytes + " bytes",
        Access.of(WrappedSlab.cast(target), offset, CopyShape.bytes(bytes), true));
  }

  @Override
  public DeviceEvent record() {
    return new WrappedEvent(inner.record(), instrument, instrument.recorded(number));
  }

  @Override
  public void await(DeviceEvent event) {
    WrappedEvent wrapped = WrappedEvent.cast(event);
    inner.await(wrapped.inner());
    instrument.awaited(number, wrapped.recorded());
  }

  @Override
  public void flush() {
    inner.flush();
  }

  @Override
  public void synchronize() {
    VectorClock recorded = instrument.recorded(number);
    inner.synchronize();
    instrument.completed(recorded);
  }

  @Override
  public void close() {
    VectorClock recorded = instrument.recorded(number);
    inner.close();
    instrument.completed(recorded);
  }

  private void enqueued(String name, Access... accesses) {
    instrument.enqueued(number, new Operation(name, List.of(accesses)));
  }
}
