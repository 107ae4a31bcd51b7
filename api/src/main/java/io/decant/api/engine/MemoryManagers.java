package io.decant.api.engine;

import io.decant.spi.memory.MemoryManagerProvider;
import io.decant.spi.memory.MemoryOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Finds who manages device memory. */
final class MemoryManagers {
  private MemoryManagers() {}

  /**
   * Returns the first provider that serves the options.
   *
   * @throws IllegalStateException when none does, naming those there are
   */
  static MemoryManagerProvider find(MemoryOptions options) {
    List<String> names = new ArrayList<>();
    for (MemoryManagerProvider provider :
        ServiceLoader.load(MemoryManagerProvider.class, MemoryManagers.class.getClassLoader())) {
      if (provider.serves(options)) {
        return provider;
      }
      names.add(provider.name());
    }
    throw new IllegalStateException(
        "no memory manager offers large-model support "
            + options.largeModelSupport()
            + "; found "
            + names
            + "; add the jar decant-tiering");
  }
}
