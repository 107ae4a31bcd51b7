package io.decant.api.backend;

import io.decant.spi.device.BackendProvider;
import java.util.List;

/**
 * The device to use.
 *
 * @param backend its backend
 * @param device its index there
 * @param warnings what the user should know
 */
public record DeviceChoice(BackendProvider backend, int device, List<String> warnings) {
  /** Copies the list. */
  public DeviceChoice {
    warnings = List.copyOf(warnings);
  }
}
