package io.decant.api.backend;

import io.decant.spi.device.BackendProvider;
import java.util.List;

/**
 * The device to use.
 *
 * @param backend its backend
 * @param device its index there
 * @param because what decided
 * @param warnings what the user should know
 */
public record DeviceChoice(
    BackendProvider backend, int device, Precedence because, List<String> warnings) {
  /** Copies the list. */
  public DeviceChoice {
    warnings = List.copyOf(warnings);
  }

  /** Returns one line for the log. */
  public String describe() {
    return "device "
        + device
        + " ("
        + backend.devices().get(device).name()
        + ") of backend '"
        + backend.name()
        + "', as decided by: "
        + because.source();
  }
}
