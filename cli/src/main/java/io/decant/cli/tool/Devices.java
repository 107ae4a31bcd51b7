package io.decant.cli.tool;

import io.decant.api.Decant;
import io.decant.api.DecantConfig;
import io.decant.api.backend.DeviceRequest;
import io.decant.spi.memory.MemoryOptions;
import java.util.Optional;

/** Opens devices for tools that do not have the flags for it. */
public final class Devices {
  private Devices() {}

  /** Opens the processor. */
  public static Decant cpu() {
    return open("cpu", "0");
  }

  /** Opens a device of a backend. */
  public static Decant open(String backend, String device) {
    return open(
        new DeviceRequest(
            Optional.of(backend), Optional.of(device), Optional.empty(), Optional.empty()));
  }

  /** Opens a graphics processor, as Caffe's index has it. */
  static Decant gpu(int index) {
    return open(
        new DeviceRequest(
            Optional.empty(),
            Optional.empty(),
            Optional.of(Integer.toString(index)),
            Optional.empty()));
  }

  private static Decant open(DeviceRequest request) {
    return Decant.open(new DecantConfig(request, MemoryOptions.DEFAULT));
  }
}
