package io.decant.tiering;

import io.decant.spi.memory.HostMemoryExceededException;
import io.decant.spi.memory.MemoryContext;
import io.decant.spi.memory.Tier;
import io.decant.spi.memory.TierProvider;
import io.decant.spi.memory.TierStorage;
import io.decant.tiering.StripedStorage.Layout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tiers below the device, in the order in which they are filled. A block gets storage from a
 * plan, or in the first tier with room when it first leaves the device, and keeps it until no
 * program uses it any more, or a new plan hands storage out: after the second run by a plan nothing
 * is allocated.
 */
final class Tiers {
  /** A tier, and the bytes of it that blocks have. */
  private static final class Opened {
    private final String name;
    private final Tier tier;
    private long used;

    Opened(String name, Tier tier) {
      this.name = name;
      this.tier = tier;
    }
  }

  /**
   * What a tier gets of the bytes that leave.
   *
   * @param tier which
   * @param bytes 0 when faster ones have room for all
   */
  record Share(Tier tier, long bytes) {}

  /** What a host copy has of a tier. */
  private record Part(Opened from, TierStorage storage, long bytes) {}

  /** What a host copy has in all. */
  private record Taken(TierPlace place, List<Part> parts) {}

  private final List<Opened> tiers = new ArrayList<>();
  private final Map<HostCopy, Taken> inUse = new HashMap<>();

  /** Opens the tiers that the options ask for. */
  static Tiers open(MemoryContext context) {
    List<TierProvider> providers = new ArrayList<>();
    ServiceLoader.load(TierProvider.class, Tiers.class.getClassLoader()).forEach(providers::add);
    return open(context, providers);
  }

  /** Opens those tiers of some providers that the options ask for. */
  static Tiers open(MemoryContext context, List<TierProvider> providers) {
    List<TierProvider> ordered = new ArrayList<>(providers);
    ordered.sort(Comparator.comparingInt(TierProvider::rank).thenComparing(TierProvider::name));
    Tiers tiers = new Tiers();
    try {
      for (TierProvider provider : ordered) {
        provider
            .open(context)
            .ifPresent(tier -> tiers.tiers.add(new Opened(provider.name(), tier)));
      }
    } catch (RuntimeException e) {
      tiers.close();
      throw e;
    }
    return tiers;
  }

  /**
   * Takes storage with undefined contents.
   *
   * @throws HostMemoryExceededException when no tier has room
   */
  HostCopy take(long bytes) {
    Part part = part(size(bytes), 0);
    return taken(part.storage, TierPlace.in(tiers.indexOf(part.from)), List.of(part));
  }

  /**
   * Takes storage with undefined contents, in a certain place if there is room; if not, slower
   * tiers come next, then faster ones.
   *
   * @param stripe bytes of a stripe
   * @throws HostMemoryExceededException when no tier has room
   */
  HostCopy take(long bytes, TierPlace place, int stripe) {
    long size = size(bytes);
    Layout layout = new Layout(size, stripe, place.pinned());
    Part pinned = place.pinned() == 0 ? null : pinned(layout.pinnedBytes());
    if (pinned == null) {
      Part part = part(size, place.tier());
      return taken(part.storage, TierPlace.in(tiers.indexOf(part.from)), List.of(part));
    }
    try {
      Part rest = part(size - pinned.bytes, place.tier());
      TierPlace found = new TierPlace(tiers.indexOf(rest.from), place.pinned());
      StripedStorage striped = new StripedStorage(layout, pinned.storage, rest.storage);
      return taken(striped, found, List.of(pinned, rest));
    } catch (RuntimeException e) {
      pinned.storage.close();
      throw e;
    }
  }

  private HostCopy taken(TierStorage storage, TierPlace place, List<Part> parts) {
    HostCopy copy = new HostCopy(storage);
    parts.forEach(part -> part.from.used += part.bytes);
    inUse.put(copy, new Taken(place, parts));
    return copy;
  }

  /** Takes memory that streams reach of the first tier; null when it has none. */
  private @Nullable Part pinned(long bytes) {
    Opened first = tiers.get(0);
    TierStorage storage = first.tier.allocate(bytes).orElse(null);
    if (storage == null || storage.pinned().isPresent()) {
      return storage == null ? null : new Part(first, storage, bytes);
    }
    storage.close();
    return null;
  }

  private Part part(long size, int first) {
    List<Opened> ordered = new ArrayList<>(tiers.subList(first, tiers.size()));
    ordered.addAll(tiers.subList(0, first));
    for (Opened opened : ordered) {
      Optional<TierStorage> storage = opened.tier.allocate(size);
      if (storage.isPresent()) {
        return new Part(opened, storage.get(), size);
      }
    }
    throw exceeded(size);
  }

  /** Returns the bytes of a block's storage. */
  static long size(long bytes) {
    return Math.max(4, bytes);
  }

  /** Returns where a host copy is. */
  TierPlace place(HostCopy copy) {
    Taken taken = inUse.get(copy);
    if (taken == null) {
      throw new IllegalStateException("storage was given back");
    }
    return taken.place;
  }

  /** Returns how many host copies are striped. */
  int striped() {
    return (int) inUse.values().stream().filter(taken -> taken.parts.size() > 1).count();
  }

  /** Returns the bytes of each tier. */
  long[] capacityOfEach() {
    return tiers.stream().mapToLong(one -> one.tier.capacity()).toArray();
  }

  /** Returns the bytes of each tier that nobody has. */
  long[] room() {
    return tiers.stream().mapToLong(one -> one.tier.capacity() - one.used).toArray();
  }

  /** Counts what a host copy has as free. */
  void addRoom(HostCopy copy, long[] room) {
    Taken taken = inUse.get(copy);
    if (taken != null) {
      taken.parts.forEach(part -> room[tiers.indexOf(part.from)] += part.bytes);
    }
  }

  /** Gives back what a block has of the tiers, whose contents are elsewhere or over. */
  void giveStorageOf(ManagedBlock block) {
    HostCopy copy = block.partWithCopy();
    if (copy != null) {
      give(copy);
    }
  }

  /** Gives storage back, once no copy from or to it is under way. */
  void give(HostCopy copy) {
    if (!inUse.containsKey(copy)) {
      throw new IllegalStateException("storage was given back twice");
    }
    try {
      copy.awaitIdle();
    } finally {
      release(copy);
    }
  }

  private void release(HostCopy copy) {
    Taken taken = inUse.remove(copy);
    if (taken != null) {
      taken.parts.forEach(part -> part.from.used -= part.bytes);
      copy.storage().close();
    }
  }

  /**
   * Refuses more than there is sure to be room for. Where blocks do not fill a tier to the last
   * byte, up to the largest block's bytes of each tier but the last are lost.
   *
   * @param bytes all blocks that may leave the device
   * @param largest bytes of the largest of them
   */
  void require(long bytes, long largest) {
    long available = -largest * Math.max(0, tiers.size() - 1);
    for (Opened opened : tiers) {
      available += Math.min(opened.tier.capacity(), Long.MAX_VALUE / 4);
    }
    if (bytes > available && !fitsOne(bytes)) {
      throw exceeded(bytes);
    }
  }

  /** Returns what each tier, in their order, gets when so many bytes leave. */
  List<Share> shares(long bytes) {
    List<Share> shares = new ArrayList<>();
    long left = bytes;
    for (Opened opened : tiers) {
      long share = Math.min(left, opened.tier.capacity());
      shares.add(new Share(opened.tier, share));
      left -= share;
    }
    return shares;
  }

  private boolean fitsOne(long bytes) {
    return tiers.stream().anyMatch(opened -> opened.tier.capacity() >= bytes);
  }

  private HostMemoryExceededException exceeded(long bytes) {
    long available = tiers.stream().mapToLong(opened -> opened.tier.capacity()).sum();
    String remedies =
        tiers.stream().map(opened -> opened.tier.remedy()).collect(Collectors.joining(", or "));
    return new HostMemoryExceededException(
        bytes, available, capacities() + "; " + remedies + ", or lower the batch size");
  }

  /** Returns the bytes of the tiers by their names, in order. */
  Map<String, Long> capacities() {
    Map<String, Long> capacities = new LinkedHashMap<>();
    tiers.forEach(opened -> capacities.put(opened.name, opened.tier.capacity()));
    return capacities;
  }

  /** Returns the bytes that blocks have of each tier. */
  Map<String, Long> used() {
    Map<String, Long> used = new LinkedHashMap<>();
    tiers.forEach(opened -> used.put(opened.name, opened.used));
    return used;
  }

  /** Releases everything; no copy may be under way. */
  void close() {
    Failures failures = new Failures();
    List.copyOf(inUse.keySet()).forEach(copy -> failures.attempt(() -> release(copy)));
    tiers.forEach(opened -> failures.attempt(opened.tier));
    failures.throwFirst();
  }
}
