package io.decant.api;

import io.decant.api.backend.DeviceRequest;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.op.ComputeMode;

/**
 * What to run on.
 *
 * @param device which device
 * @param memory how its memory is used
 * @param precision the arithmetic of matrix products and convolutions, forward and backward; where
 *     the device does not have it they are computed in float32, and the log says so. Everything
 *     else is computed in float32 always
 * @param prepare how much scratch memory an operator may use, and whether repeated runs must give
 *     the same bits; both decide which algorithms there are to choose from
 */
public record DecantConfig(
    DeviceRequest device, MemoryOptions memory, ComputeMode precision, PrepareOptions prepare) {
  /** The best device there is, all of its memory. */
  public static final DecantConfig DEFAULT =
      new DecantConfig(DeviceRequest.BEST, MemoryOptions.DEFAULT);

  /** Everything in float32. */
  public DecantConfig(DeviceRequest device, MemoryOptions memory) {
    this(device, memory, ComputeMode.FLOAT32, new PrepareOptions(PrepareOptions.SUITABLE, true));
  }
}
