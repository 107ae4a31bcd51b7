package io.decant.spi.run;

import io.decant.spi.device.Device;
import io.decant.spi.device.Executable;
import io.decant.spi.device.PrepareOptions;
import io.decant.spi.op.OpSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Executables that equal operators share, as long as some program uses them. */
final class PreparedOps implements AutoCloseable {
  private static final class Entry {
    final Optional<Executable> executable;
    int programs;

    Entry(Optional<Executable> executable) {
      this.executable = executable;
    }
  }

  private final Device device;
  private final PrepareOptions options;
  private final Map<OpSpec, Entry> entries = new HashMap<>();

  PreparedOps(Device device, PrepareOptions options) {
    this.device = device;
    this.options = options;
  }

  /**
   * Returns the executable; empty when the device does not know the operator.
   *
   * @param joins whether a further program uses it from now on
   */
  Optional<Executable> get(OpSpec spec, boolean joins) {
    Entry entry = entries.computeIfAbsent(spec, key -> new Entry(device.prepare(key, options)));
    if (joins) {
      entry.programs++;
    }
    return entry.executable;
  }

  /** Closes those of a program's executables that no other program uses. */
  void release(Set<OpSpec> specs) {
    for (OpSpec spec : specs) {
      Entry entry = entries.get(spec);
      if (entry != null && --entry.programs == 0) {
        entries.remove(spec);
        entry.executable.ifPresent(Executable::close);
      }
    }
  }

  @Override
  public void close() {
    entries.values().forEach(entry -> entry.executable.ifPresent(Executable::close));
    entries.clear();
  }
}
