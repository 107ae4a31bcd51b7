package io.decant.api.backend;

import io.decant.spi.device.Availability;
import io.decant.spi.device.BackendContext;
import io.decant.spi.device.BackendProvider;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceInfo;
import io.decant.spi.device.DeviceInfo.Kind;
import java.util.ArrayList;
import java.util.List;

/** A backend that has devices to show but none to open. */
record FakeBackend(
    String name,
    int spiVersion,
    int preference,
    int preferenceOnCpu,
    Availability availability,
    List<DeviceInfo> devices)
    implements BackendProvider {

  static FakeBackend with(String name, int preference, Kind kind, String... deviceNames) {
    List<DeviceInfo> devices = new ArrayList<>();
    for (String device : deviceNames) {
      devices.add(new DeviceInfo(devices.size(), device, kind, 1L << 30, ""));
    }
    return new FakeBackend(name, SPI_VERSION, preference, preference, Availability.yes(), devices);
  }

  static FakeBackend unavailable(String name, int preference, String cause, String remedy) {
    return new FakeBackend(
        name, SPI_VERSION, preference, preference, Availability.no(cause, remedy), List.of());
  }

  FakeBackend ofSpiVersion(int version) {
    return new FakeBackend(name, version, preference, preferenceOnCpu, availability, devices);
  }

  FakeBackend preferredOnCpu(int rank) {
    return new FakeBackend(name, spiVersion, preference, rank, availability, devices);
  }

  @Override
  public int preference(Kind kind) {
    return kind == Kind.CPU ? preferenceOnCpu : preference;
  }

  @Override
  public Device open(int index, BackendContext context) {
    throw new UnsupportedOperationException("only its description is used");
  }
}
