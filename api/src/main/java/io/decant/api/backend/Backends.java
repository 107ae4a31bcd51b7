package io.decant.api.backend;

import io.decant.spi.device.BackendProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The backends on the class path or module path, best first. Immutable, thread-safe. */
public final class Backends {
  /** A class path that fails this often is not read on, so that the search always ends. */
  private static final int MOST_FAILURES = 100;

  private final List<FoundBackend> found;
  private final List<String> broken;

  private Backends(List<FoundBackend> found, List<String> broken) {
    this.found = List.copyOf(found);
    this.broken = List.copyOf(broken);
  }

  /**
   * Looks for backends; one that cannot be loaded does not keep the others from being found. None
   * is asked for its devices yet.
   */
  public static Backends find() {
    return find(
        ServiceLoader.load(BackendProvider.class, Backends.class.getClassLoader()),
        PluginJars.unreadable(System.getProperty("java.class.path", "")));
  }

  static Backends find(Iterable<BackendProvider> providers) {
    return find(providers, List.of());
  }

  private static Backends find(Iterable<BackendProvider> providers, List<String> unreadable) {
    List<FoundBackend> found = new ArrayList<>();
    List<String> broken = new ArrayList<>(unreadable);
    Iterator<BackendProvider> iterator = providers.iterator();
    while (broken.size() < MOST_FAILURES) {
      BackendProvider provider = null;
      try {
        if (!iterator.hasNext()) {
          break;
        }
        provider = iterator.next();
        add(new FoundBackend(provider), found, broken);
      } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
        broken.add(failure(provider, e));
      }
    }
    found.sort(
        Comparator.comparingInt((FoundBackend backend) -> backend.provider().preference())
            .reversed());
    return new Backends(found, broken);
  }

  private static void add(FoundBackend backend, List<FoundBackend> found, List<String> broken) {
    Optional<FoundBackend> twin =
        found.stream().filter(other -> other.name().equals(backend.name())).findFirst();
    if (twin.isEmpty()) {
      found.add(backend);
    } else {
      broken.add(
          "two backends are called '"
              + backend.name()
              + "', that from "
              + backend.origin()
              + " is not used");
    }
  }

  private static String failure(@Nullable BackendProvider provider, Throwable error) {
    Throwable cause = rootOf(error);
    return provider == null
        ? "a backend could not be loaded: "
            + error.getMessage()
            + (cause == error ? "" : " (" + cause + ")")
        : "the backend of class "
            + provider.getClass().getName()
            + " from "
            + Origin.of(provider.getClass())
            + " cannot be used: "
            + cause;
  }

  /** Returns what an error began with: class loading wraps it several times. */
  static Throwable rootOf(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /** Returns all backends, best first; no two of the same name. */
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

  /** Returns everything that was found, in one line. */
  String describe() {
    String all =
        Stream.concat(found.stream().map(FoundBackend::describe), broken.stream())
            .collect(Collectors.joining(", "));
    return all.isEmpty() ? "no backend at all" : all;
  }
}
