package io.decant.conformance.wrapper;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds races between streams. Every operation carries a vector clock that follows streams, events
 * and what the host waited for. When an operation is enqueued whose bytes overlap those of another
 * one, at least one of both writes, and the clocks do not order them, it throws an {@link
 * UnorderedAccessException} that names both, whether or not the device happened to run them in a
 * good order. Everything that host threads do counts as ordered among themselves: their own
 * synchronisation cannot be seen here. Thread-safe.
 */
public final class HappensBefore implements Instrument {
  /** One access of an operation that has been enqueued. */
  private record Entry(Access access, int stream, long tick, String operation) {
    boolean before(VectorClock clock) {
      return tick <= clock.ticks(stream);
    }

    @Override
    public String toString() {
      return "operation " + tick + " of stream " + stream + " (" + operation + ") " + access;
    }
  }

  private final Map<Integer, VectorClock> streams = new HashMap<>();
  private final Map<@Nullable WrappedSlab, List<Entry>> histories = new HashMap<>();
  private final VectorClock host = new VectorClock();
  private final List<String> violations = new ArrayList<>();
  private long operations;

  /** Begins with no access seen. */
  public HappensBefore() {}

  @Override
  public synchronized void enqueued(int stream, Operation operation) {
    operations++;
    VectorClock clock = clock(stream);
    clock.join(host);
    long tick = clock.tick(stream);
    List<Entry> entries = new ArrayList<>();
    for (Access access : operation.accesses()) {
      Entry entry = new Entry(access, stream, tick, operation.name());
      check(entry, clock);
      entries.add(entry);
    }
    entries.forEach(entry -> remember(entry, clock));
  }

  @Override
  public synchronized void released(WrappedSlab slab) {
    histories.remove(slab);
  }

  @Override
  public synchronized VectorClock recorded(int stream) {
    VectorClock clock = clock(stream).copy();
    clock.join(host);
    return clock;
  }

  @Override
  public synchronized void awaited(int stream, VectorClock recorded) {
    clock(stream).join(recorded);
  }

  @Override
  public synchronized void completed(VectorClock recorded) {
    host.join(recorded);
  }

  /** Returns every violation found so far. */
  public synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  /** Returns how many operations were looked at. */
  public synchronized long operations() {
    return operations;
  }

  private VectorClock clock(int stream) {
    return streams.computeIfAbsent(stream, number -> new VectorClock());
  }

  private void check(Entry entry, VectorClock clock) {
    for (Entry earlier : history(entry.access)) {
      if (!earlier.before(clock) && earlier.access.conflictsWith(entry.access)) {
        String message =
            "nothing orders these accesses to the same bytes: " + earlier + "; " + entry;
        violations.add(message);
        throw new UnorderedAccessException(message);
      }
    }
  }

  /** Adds an access, and forgets those that it or the host's knowledge makes superfluous. */
  private void remember(Entry entry, VectorClock clock) {
    List<Entry> history = history(entry.access);
    history.removeIf(
        earlier ->
            earlier.before(host)
                || (earlier.before(clock)
                    && (entry.access.write() || !earlier.access.write())
                    && entry.access.region().covers(earlier.access.region())));
    history.add(entry);
  }

  private List<Entry> history(Access access) {
    return histories.computeIfAbsent(access.slab(), slab -> new ArrayList<>());
  }
}
