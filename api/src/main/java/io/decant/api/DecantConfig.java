package io.decant.api;

import io.decant.api.backend.DeviceRequest;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.memory.MemoryOptions;
import io.decant.spi.op.ComputeMode;
import java.util.Optional;

/**
 * What to run on.
 *
 * <pre>{@code
 * DecantConfig small =
 *     DecantConfig.on("cpu").withMemory(MemoryOptions.DEFAULT.withDeviceMemory(64 << 20));
 * try (Decant decant = Decant.open(small)) {
 *   System.out.println(decant.engine().memory().deviceMemory()); // OptionalLong[67108864]
 * }
 * }</pre>
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

  /** The device of a backend that it lists first, such as {@code "cpu"} or {@code "opencl"}. */
  public static DecantConfig on(String backend) {
    return on(backend, "0");
  }

  /**
   * A device of a backend.
   *
   * @param backend its name
   * @param device an index, or part of the device's name
   */
  public static DecantConfig on(String backend, String device) {
    return new DecantConfig(
        new DeviceRequest(
            Optional.of(backend), Optional.of(device), Optional.empty(), Optional.empty()),
        MemoryOptions.DEFAULT);
  }

  /** Returns this configuration with other use of the device's memory. */
  public DecantConfig withMemory(MemoryOptions other) {
    return new DecantConfig(device, other, precision, prepare);
  }

  /** Returns this configuration with another arithmetic of products and convolutions. */
  public DecantConfig withPrecision(ComputeMode other) {
    return new DecantConfig(device, memory, other, prepare);
  }

  /** Everything in float32. */
  public DecantConfig(DeviceRequest device, MemoryOptions memory) {
    this(device, memory, ComputeMode.FLOAT32, new PrepareOptions(PrepareOptions.SUITABLE, true));
  }
}
