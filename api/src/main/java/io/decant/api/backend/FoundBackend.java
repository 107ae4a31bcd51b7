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
 * @param availability whether it can be used
 * @param devices its devices; none when it cannot
 */
public record FoundBackend(
    BackendProvider provider, String origin, Availability availability, List<DeviceInfo> devices) {
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
    return devices.stream().anyMatch(device -> device.kind() == DeviceInfo.Kind.GPU);
  }

  /** Returns one line for the log. */
  public String describe() {
    return "backend '"
        + name()
        + "' from "
        + origin
        + ": "
        + (availability.available()
            ? devices.size() + (devices.size() == 1 ? " device" : " devices")
            : "not available: " + availability.cause() + "; " + availability.remedy());
  }
}
