package io.decant.conformance.rules;

import io.decant.conformance.trial.KitContext;
import io.decant.conformance.trial.RuleViolation;
import io.decant.spi.device.Availability;
import io.decant.spi.device.BackendProvider;
import io.decant.spi.device.BackendUnavailableException;
import io.decant.spi.device.Device;
import io.decant.spi.device.DeviceInfo;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of providers. */
public interface ProviderContract extends BackendSubject {
  /** Checks the name and the SPI version. */
  @Test
  @DisplayName("provider.name: the name is lower case, the SPI version a known one")
  default void required_providerName() {
    String name = provider().name();
    RuleViolation.unless(
        name.matches("[a-z][a-z0-9-]*"),
        "provider.name",
        "'" + name + "' is not made of lower case letters, digits and hyphens, letter first");
    int version = provider().spiVersion();
    RuleViolation.unless(
        version >= BackendProvider.OLDEST_SPI_VERSION && version <= BackendProvider.SPI_VERSION,
        "provider.name",
        "SPI version "
            + version
            + " is not in "
            + BackendProvider.OLDEST_SPI_VERSION
            + ".."
            + BackendProvider.SPI_VERSION);
  }

  /** Checks that availability and devices agree and never throw. */
  @Test
  @DisplayName("provider.availability: availability and devices agree and never throw")
  default void required_providerAvailability() {
    Availability availability;
    List<DeviceInfo> devices;
    try {
      availability = provider().availability();
      devices = provider().devices();
    } catch (RuntimeException | LinkageError e) {
      throw new RuleViolation("provider.availability", "availability or devices threw", e);
    }
    if (availability.available()) {
      RuleViolation.unless(
          !devices.isEmpty(), "provider.availability", "available, but there are no devices");
    } else {
      RuleViolation.unless(
          devices.isEmpty(), "provider.availability", "not available, but devices are listed");
      RuleViolation.unless(
          !availability.cause().isBlank() && !availability.remedy().isBlank(),
          "provider.availability",
          "not available, but cause or remedy is blank: " + availability);
    }
    for (int i = 0; i < devices.size(); i++) {
      DeviceInfo device = devices.get(i);
      RuleViolation.unless(
          device.index() == i && !device.name().isBlank() && device.memoryBytes() > 0,
          "provider.availability",
          "device " + i + " has another index, no name or no memory: " + device);
    }
  }

  /** Checks that only listed devices open. */
  @Test
  @DisplayName("provider.index: open refuses an index that devices does not list")
  default void required_providerIndex() {
    int count = provider().devices().size();
    for (int index : new int[] {-1, count, count + 7, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      try (Device device = provider().open(index, KitContext.unlimited())) {
        throw new RuleViolation(
            "provider.index",
            "index " + index + " of " + count + " devices opened " + device.info());
      } catch (IllegalArgumentException e) {
        String message = String.valueOf(e.getMessage());
        RuleViolation.unless(
            message.contains(Integer.toString(index)),
            "provider.index",
            "the refusal of index " + index + " does not name it: " + message);
      } catch (BackendUnavailableException e) {
        RuleViolation.unless(
            count == 0, "provider.index", "available, but open says: " + e.getMessage());
      } catch (RuntimeException e) {
        throw new RuleViolation(
            "provider.index", "index " + index + " is refused in another way", e);
      }
    }
    for (int index = 0; index < count; index++) {
      try (Device device = provider().open(index, KitContext.unlimited())) {
        RuleViolation.unless(
            device.info().index() == index,
            "provider.index",
            "index " + index + " opened " + device.info());
      }
    }
  }
}
