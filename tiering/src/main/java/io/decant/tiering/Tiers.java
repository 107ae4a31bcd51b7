package io.decant.tiering;

import io.decant.spi.memory.HostMemoryExceededException;
import io.decant.spi.memory.MemoryContext;
import io.decant.spi.memory.Tier;
import io.decant.spi.memory.TierProvider;
import io.decant.spi.memory.TierStorage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * The tiers below the device, in the order in which they are filled. A block gets storage when it
 * first leaves the device, in the first tier with room, and keeps it until no program uses it any
 * more, or no new plan sends it away: after the second run by a plan nothing is allocated.
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
   * @param bytes at least 1
   */
  record Share(Tier tier, long bytes) {}

  private record Taken(Opened from, long bytes) {}

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
    long size = Math.max(4, bytes);
    for (Opened opened : tiers) {
      Optional<TierStorage> storage = opened.tier.allocate(size);
      if (storage.isPresent()) {
        HostCopy copy = new HostCopy(storage.get());
        inUse.put(copy, new Taken(opened, size));
        opened.used += size;
        return copy;
      }
    }
    throw exceeded(size);
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
      taken.from.used -= taken.bytes;
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

  /** Returns what each tier gets when so many bytes leave. */
  List<Share> shares(long bytes) {
    List<Share> shares = new ArrayList<>();
    long left = bytes;
    for (Opened opened : tiers) {
      long share = Math.min(left, opened.tier.capacity());
      if (share > 0) {
        shares.add(new Share(opened.tier, share));
        left -= share;
      }
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
