package io.decant.api.engine;

import io.decant.spi.memory.MemoryManagerProvider;
import io.decant.spi.memory.MemoryOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** Finds who manages device memory. */
final class MemoryManagers {
  private MemoryManagers() {}

  /**
   * Returns the provider of the lowest rank that serves the options.
   *
   * @throws IllegalStateException when none does, naming those there are
   */
  static MemoryManagerProvider find(MemoryOptions options) {
    List<MemoryManagerProvider> providers = new ArrayList<>();
    ServiceLoader.load(MemoryManagerProvider.class, MemoryManagers.class.getClassLoader())
        .forEach(providers::add);
    return providers.stream()
        .filter(provider -> provider.serves(options))
        .min(Comparator.comparingInt(MemoryManagerProvider::rank))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no memory manager offers large-model support "
                        + options.largeModelSupport()
                        + "; found "
                        + providers.stream().map(MemoryManagerProvider::name).toList()
                        + "; add the jar decant-tiering"));
  }
}
