package io.decant.api;

import io.decant.api.backend.DeviceRequest;
import io.decant.spi.memory.MemoryOptions;

/**
 * What to run on.
 *
 * @param device which device
 * @param memory how its memory is used
 */
public record DecantConfig(DeviceRequest device, MemoryOptions memory) {
  /** The best device there is, all of its memory. */
  public static final DecantConfig DEFAULT =
      new DecantConfig(DeviceRequest.BEST, MemoryOptions.DEFAULT);
}
