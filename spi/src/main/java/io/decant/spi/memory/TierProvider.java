package io.decant.spi.memory;

import java.util.Optional;

/**
 * Supplies a tier; found by {@link java.util.ServiceLoader}. Stateless. Tiers are filled in the
 * order of their ranks, the lowest first: pinned host memory has rank 100, pageable host memory
 * 200, a file 300.
 */
public interface TierProvider {
  /** Returns the name of its tier: one word, for logs and errors. */
  String name();

  /** Returns its rank. Of two with the same rank, the one with the lower name comes first. */
  int rank();

  /**
   * Opens the tier for one memory manager, which closes it before the device.
   *
   * @return empty when the options do not ask for it
   * @throws RuntimeException when they do and it cannot be had; the message says what to do
   */
  Optional<Tier> open(MemoryContext context);
}
