package io.decant.api.backend;

import io.decant.spi.device.Availability;
import io.decant.spi.device.BackendProvider;
import io.decant.spi.device.DeviceInfo;
import java.util.List;

/**
 * A backend that was found.
 *
 * @param provider the backend
 * @param origin the jar or folder that it comes from
 * @param version the version that its jar states, or "unknown"
 * @param availability whether it can be used
 * @param devices its devices; none when it cannot
 */
public record FoundBackend(
    BackendProvider provider,
    String origin,
    String version,
    Availability availability,
    List<DeviceInfo> devices) {
  /** Copies the list. */
  public FoundBackend {
    devices = List.copyOf(devices);
  }

  /** Returns its name. */
  public String name() {
    return provider.name();
  }

  /** Returns whether it has a graphics processor to offer. */
  public boolean hasGpu() {
    return !devices(DeviceInfo.Kind.GPU).isEmpty();
  }

  /** Returns its devices of a kind. */
  public List<DeviceInfo> devices(DeviceInfo.Kind kind) {
    return devices.stream().filter(device -> device.kind() == kind).toList();
  }

  /** Returns why it cannot be used, and what to do; for a backend without devices. */
  String rejection() {
    return availability.available()
        ? "it has no device on this machine"
        : availability.cause()
            + (availability.remedy().isEmpty() ? "" : "; " + availability.remedy());
  }

  /** Returns one line for the log. */
  public String describe() {
    return "backend '"
        + name()
        + "', version "
        + version
        + ", from "
        + origin
        + ": "
        + (devices.isEmpty()
            ? "not available: " + rejection()
            : devices.size() + (devices.size() == 1 ? " device" : " devices"));
  }
}
