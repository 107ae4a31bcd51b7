package example.kernel;

import io.decant.kernels.KernelSource;
import io.decant.spi.device.BackendContext;
import io.decant.spi.device.DeviceException;
import io.decant.spi.support.Digest;
import io.decant.spi.support.ProgramCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Compiled kernels, each a library with a function {@code launch}: from the cache on disk, or made
 * anew. Libraries stay open as long as the device. Thread-safe.
 */
final class Libraries implements AutoCloseable {
  private final Compiler compiler;
  private final ProgramCache cache;
  private final Map<KernelSource, Long> libraries = new HashMap<>();

  Libraries(Compiler compiler, BackendContext context) {
    this.compiler = compiler;
    this.cache =
        new ProgramCache(
            CcProvider.NAME, context.cacheDirectory().resolve(CcProvider.NAME), context.listener());
  }

  /** Returns the address of the function. */
  synchronized long function(KernelSource source) {
    long library = libraries.computeIfAbsent(source, this::library);
    long function = Bridge.find(library, "launch");
    if (function == 0) {
      throw new DeviceException(CcProvider.NAME + ": " + source.entry() + " has no launch()");
    }
    return function;
  }

  private long library(KernelSource source) {
    String key = Digest.name(source.text(), compiler.identity());
    Optional<byte[]> cached = cache.load(key);
    if (cached.isPresent()) {
      long library = open(cached.get());
      if (library != 0) {
        return library;
      }
      cache.discard(key, "is not accepted by the driver");
    }
    byte[] compiled = compiler.compile("the kernel " + source.entry(), source.text());
    cache.store(key, compiled);
    long library = open(compiled);
    if (library == 0) {
      throw new DeviceException(CcProvider.NAME + ": cannot load the kernel " + source.entry());
    }
    return library;
  }

  private static long open(byte[] library) {
    try {
      Path file = Files.createTempFile("decant-cc-", ".so");
      try {
        return Bridge.open(Files.write(file, library));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new DeviceException(CcProvider.NAME + ": cannot store a library: " + e, e);
    }
  }

  @Override
  public synchronized void close() {
    libraries.values().forEach(Bridge::close);
    libraries.clear();
  }
}
