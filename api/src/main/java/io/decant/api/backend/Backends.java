package io.decant.api.backend;

import io.decant.spi.device.Availability;
import io.decant.spi.device.BackendProvider;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** The backends on the class path or module path, best first. Immutable, thread-safe. */
public final class Backends {
  private final List<FoundBackend> found;
  private final List<String> broken;

  private Backends(List<FoundBackend> found, List<String> broken) {
    this.found = List.copyOf(found);
    this.broken = List.copyOf(broken);
  }

  /** Looks for backends; one that cannot be loaded does not keep the others from being found. */
  public static Backends find() {
    return find(ServiceLoader.load(BackendProvider.class, Backends.class.getClassLoader()));
  }

  static Backends find(Iterable<BackendProvider> providers) {
    List<FoundBackend> found = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    Iterator<BackendProvider> iterator = providers.iterator();
    while (true) {
      try {
        if (!iterator.hasNext()) {
          break;
        }
        found.add(examine(iterator.next()));
      } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
        broken.add("a backend could not be loaded: " + e);
      }
    }
    found.sort(
        Comparator.comparingInt((FoundBackend backend) -> backend.provider().preference())
            .reversed());
    return new Backends(found, broken);
  }

  private static FoundBackend examine(BackendProvider provider) {
    Availability availability =
        provider.spiVersion() == BackendProvider.SPI_VERSION
            ? provider.availability()
            : Availability.no(
                "it was written for SPI version "
                    + provider.spiVersion()
                    + ", this is version "
                    + BackendProvider.SPI_VERSION,
                "use a jar of the same version as Decant");
    return new FoundBackend(
        provider,
        origin(provider.getClass()),
        availability,
        availability.available() ? provider.devices() : List.of());
  }

  private static String origin(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return type.getModule().toString();
    }
    Path file = Path.of(source.getLocation().getPath()).getFileName();
    return file == null ? source.getLocation().toString() : file.toString();
  }

  /** Returns all backends, best first. */
  public List<FoundBackend> all() {
    return found;
  }

  /** Returns what could not be loaded, one line each. */
  public List<String> broken() {
    return broken;
  }

  /** Returns the backend of a name. */
  public Optional<FoundBackend> named(String name) {
    return found.stream().filter(backend -> backend.name().equals(name)).findFirst();
  }
}
