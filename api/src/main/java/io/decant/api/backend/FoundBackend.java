package io.decant.api.backend;

import io.decant.spi.device.Availability;
import io.decant.spi.device.BackendProvider;
import io.decant.spi.device.DeviceInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A backend that was found. Its driver is asked for devices when somebody wants to know, so that a
 * run that names another backend does not load it. Thread-safe.
 */
public final class FoundBackend {
  private final BackendProvider provider;
  private final String origin;
  private final String version;
  private @Nullable Answer answer;

  /** What the backend says of itself. */
  private record Answer(Availability availability, List<DeviceInfo> devices) {}

  FoundBackend(BackendProvider provider) {
    this.provider = provider;
    this.origin = Origin.of(provider.getClass());
    this.version = Origin.version(provider.getClass());
  }

  /** Returns the backend. */
  public BackendProvider provider() {
    return provider;
  }

  /** Returns the jar or folder that it comes from. */
  public String origin() {
    return origin;
  }

  /** Returns the version that its jar states, or "unknown". */
  public String version() {
    return version;
  }

  /** Returns its name. */
  public String name() {
    return provider.name();
  }

  /** Returns whether it can be used. */
  public Availability availability() {
    return answer().availability;
  }

  /** Returns its devices; none when it cannot be used. */
  public List<DeviceInfo> devices() {
    return answer().devices;
  }

  /** Returns whether it has a graphics processor to offer. */
  public boolean hasGpu() {
    return !devices(DeviceInfo.Kind.GPU).isEmpty();
  }

  /** Returns its devices of a kind. */
  public List<DeviceInfo> devices(DeviceInfo.Kind kind) {
    return devices().stream().filter(device -> device.kind() == kind).toList();
  }

  /** Returns whether it was asked for its devices. */
  public synchronized boolean wasAsked() {
    return answer != null;
  }

  /** Returns why it cannot be used, and what to do; for a backend without devices. */
  String rejection() {
    Availability availability = availability();
    return availability.available()
        ? "it has no device on this machine"
        : availability.cause()
            + (availability.remedy().isEmpty() ? "" : "; " + availability.remedy());
  }

  /** Returns one line for the log. */
  public String describe() {
    return describe(
        devices().isEmpty()
            ? "not available: " + rejection()
            : devices().size() + (devices().size() == 1 ? " device" : " devices"));
  }

  /** Returns one line for the log that does not ask a backend that nobody has asked yet. */
  public String describeAsKnown() {
    return wasAsked() ? describe() : describe("not asked for its devices");
  }

  private String describe(String state) {
    return "backend '" + name() + "', version " + version + ", from " + origin + ": " + state;
  }

  private synchronized Answer answer() {
    if (answer == null) {
      Availability availability = ask();
      answer = new Answer(availability, List.of());
      if (availability.available()) {
        answer = askDevices();
      }
    }
    return answer;
  }

  private Availability ask() {
    try {
      int version = provider.spiVersion();
      if (version < BackendProvider.OLDEST_SPI_VERSION || version > BackendProvider.SPI_VERSION) {
        return Availability.no(
            "it was written for SPI version "
                + version
                + ", this Decant knows versions "
                + BackendProvider.OLDEST_SPI_VERSION
                + " to "
                + BackendProvider.SPI_VERSION,
            version > BackendProvider.SPI_VERSION
                ? "use a newer Decant, or an older version of its jar"
                : "use a newer version of its jar");
      }
      return provider.availability();
    } catch (LinkageError | RuntimeException e) {
      return failed(e);
    }
  }

  private Answer askDevices() {
    try {
      return new Answer(Availability.yes(), List.copyOf(provider.devices()));
    } catch (LinkageError | RuntimeException e) {
      return new Answer(failed(e), List.of());
    }
  }

  private Availability failed(Throwable error) {
    Throwable cause = Backends.rootOf(error);
    return Availability.no(
        "its class "
            + provider.getClass().getName()
            + " could not be asked for its devices: "
            + cause,
        "use a jar of the same version as Decant, or take it away");
  }
}
