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
  /**
   * What is prepared.
   *
   * @param workspaceLimit in bytes
   */
  record Request(OpSpec spec, long workspaceLimit) {}

  private static final class Entry {
    final Optional<Executable> executable;
    int programs;

    Entry(Optional<Executable> executable) {
      this.executable = executable;
    }
  }

  private final Device device;
  private final PrepareOptions options;
  private final boolean givesWay;
  private final Map<Request, Entry> entries = new HashMap<>();

  /**
   * Starts with nothing; where options leave the workspace to the device, it gives way to blocks.
   */
  PreparedOps(Device device, PrepareOptions options) {
    this.device = device;
    this.options = options.on(device);
    this.givesWay = options.workspaceLimit() == PrepareOptions.SUITABLE;
  }

  /** Returns how an operator is prepared that has all the room it wants. */
  Request request(OpSpec spec) {
    return new Request(spec, options.workspaceLimit());
  }

  /**
   * Returns how an operator is prepared whose blocks leave so much room; empty where that must not
   * matter, since the limit was given.
   */
  Optional<Request> request(OpSpec spec, long room) {
    long limit = Math.min(options.workspaceLimit(), room);
    return givesWay ? Optional.of(new Request(spec, limit)) : Optional.empty();
  }

  /**
   * Returns the executable; empty when the device does not know the operator.
   *
   * @param joins whether a further program uses it from now on
   */
  Optional<Executable> get(Request request, boolean joins) {
    Entry entry = entries.computeIfAbsent(request, this::prepare);
    if (joins) {
      entry.programs++;
    }
    return entry.executable;
  }

  private Entry prepare(Request request) {
    PrepareOptions within = options.withWorkspace(request.workspaceLimit);
    return new Entry(device.prepare(request.spec, within));
  }

  /** Closes those of a program's executables that no other program uses. */
  void release(Set<Request> requests) {
    for (Request request : requests) {
      Entry entry = entries.get(request);
      if (entry != null && --entry.programs == 0) {
        entries.remove(request);
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
