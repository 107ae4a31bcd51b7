package io.decant.spi.device;

import java.util.List;

/**
 * Entry point of a backend, found by {@link java.util.ServiceLoader}. Stateless; every method may
 * be called from any thread, any number of times.
 */
public interface BackendProvider {
  /**
   * The version of this SPI; a provider compiled against it returns it from {@link #spiVersion}. It
   * grows where a provider may rely on something that older versions lack:
   *
   * <ol>
   *   <li>the first
   *   <li>{@link Device#recorder}, {@link Device#computeModes}, {@link Device#seconds}; operators
   *       with channels last
   * </ol>
   */
  int SPI_VERSION = 2;

  /** The oldest version whose providers run: what they were compiled against is still there. */
  int OLDEST_SPI_VERSION = 1;

  /** Returns the name that users select the backend by: lower case letters, digits, hyphens. */
  String name();

  /**
   * Returns the {@link #SPI_VERSION} that the provider was compiled against, by that name: the
   * compiler puts the number there. A provider that needs a newer version than there is, or one
   * older than {@link #OLDEST_SPI_VERSION}, is not used; the log says so.
   */
  default int spiVersion() {
    return 1;
  }

  /**
   * Returns the rank for automatic selection; the highest available one wins. The CPU backend has
   * 0.
   */
  int preference();

  /**
   * Returns the rank of this backend's devices of one kind, where it differs: a backend for
   * graphics processors that also runs on CPUs is not the best one there.
   *
   * <p>Like {@link #preference()} it is a constant: nothing native is loaded to answer it.
   */
  default int preference(DeviceInfo.Kind kind) {
    return preference();
  }

  /**
   * Returns whether the backend can be used here, and if not, why and what to do. Never throws;
   * loads no native code that could abort the process.
   */
  Availability availability();

  /** Returns the devices, in the order of their indices; empty when not available. */
  List<DeviceInfo> devices();

  /**
   * Opens a device. The caller owns it and closes it.
   *
   * @param index an index into {@link #devices}
   * @param context configuration and listener; lives at least as long as the device
   * @throws BackendUnavailableException when not available
   * @throws IllegalArgumentException when there is no such device, naming those there are
   */
  Device open(int index, BackendContext context);
}
