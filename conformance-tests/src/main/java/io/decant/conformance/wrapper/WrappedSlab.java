package io.decant.conformance.wrapper;

import io.decant.spi.device.DeviceSlab;

/** A slab of a {@link WrappedDevice}. */
public final class WrappedSlab implements DeviceSlab {
  private final DeviceSlab inner;
  private final Instrument instrument;
  private final int number;

  WrappedSlab(DeviceSlab inner, Instrument instrument, int number) {
    this.inner = inner;
    this.instrument = instrument;
    this.number = number;
  }

  static DeviceSlab unwrap(DeviceSlab slab) {
    return cast(slab).inner;
  }

  static WrappedSlab cast(DeviceSlab slab) {
    if (slab instanceof WrappedSlab wrapped) {
      return wrapped;
    }
    throw new IllegalArgumentException("a slab of another device: " + slab);
  }

  @Override
  public long bytes() {
    return inner.bytes();
  }

  @Override
  public void close() {
    inner.close();
    instrument.released(this);
  }

  @Override
  public String toString() {
    return "slab " + number;
  }
}
