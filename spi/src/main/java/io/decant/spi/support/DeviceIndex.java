package io.decant.spi.support;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The device of a backend that an index names. */
public final class DeviceIndex {
  private DeviceIndex() {}

  /**
   * Returns the device with an index.
   *
   * @param backend its name, for the error
   * @param devices all of the backend's, in the order of their indices
   * @param name tells a device's name, for the error
   * @throws IllegalArgumentException when there is no such device, naming those there are
   */
  public static <T> T require(
      String backend, int index, List<T> devices, Function<T, String> name) {
    if (index < 0 || index >= devices.size()) {
      throw new IllegalArgumentException(
          "the backend '"
              + backend
              + "' has no device "
              + index
              + ", only "
              + IntStream.range(0, devices.size())
                  .mapToObj(i -> i + " (" + name.apply(devices.get(i)) + ")")
                  .collect(Collectors.joining(", ")));
    }
    return devices.get(index);
  }
}
