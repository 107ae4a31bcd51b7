package io.decant.conformance.wrapper;

import io.decant.spi.device.Availability;
import io.decant.spi.device.BackendContext;
import io.decant.spi.device.BackendProvider;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceInfo;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A backend whose devices are wrapped ones of another backend. */
public final class WrappingProvider implements BackendProvider {
  private final BackendProvider inner;
  private final UnaryOperator<Device> wrapping;

  /**
   * Wraps a backend.
   *
   * @param inner the backend whose devices are wrapped
   * @param instruments supplies an instrument for each device that is opened
   */
  public WrappingProvider(BackendProvider inner, Supplier<? extends Instrument> instruments) {
    this(inner, (Device device) -> new WrappedDevice(device, instruments.get()));
  }

  /**
   * Wraps a backend.
   *
   * @param inner the backend whose devices are wrapped
   * @param wrapping makes the wrapped device from one of the backend's, which it owns from then on
   */
  public WrappingProvider(BackendProvider inner, UnaryOperator<Device> wrapping) {
    this.inner = inner;
    this.wrapping = wrapping;
  }

  @Override
  public String name() {
    return inner.name() + "-wrapped";
  }

  @Override
  public int spiVersion() {
    return inner.spiVersion();
  }

  @Override
  public int preference() {
    return inner.preference();
  }

  @Override
  public int preference(DeviceInfo.Kind kind) {
    return inner.preference(kind);
  }

  @Override
  public Availability availability() {
    return inner.availability();
  }

  @Override
  public List<DeviceInfo> devices() {
    return inner.devices();
  }

  @Override
  public Device open(int index, BackendContext context) {
    return wrapping.apply(inner.open(index, context));
  }
}
