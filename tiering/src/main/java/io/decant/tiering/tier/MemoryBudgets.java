package io.decant.tiering.tier;

import io.decant.spi.device.HostFacts;
import io.decant.spi.memory.MemoryOptions;

/**
 * How much host memory blocks may have, where the user does not say: half of what is available
 * pinned, which slows the rest of the machine down, and four fifths of it pinned and pageable
 * together.
 *
 * @param pinned in bytes
 * @param pageable in bytes
 */
record MemoryBudgets(long pinned, long pageable) {
  static MemoryBudgets of(MemoryOptions options) {
    return of(options, HostFacts.now().availableBytes());
  }

  static MemoryBudgets of(MemoryOptions options, long available) {
    long pinned = options.pinnedMemory().orElse(available / 2);
    long pageable = options.hostMemory().orElse(Math.max(0, available / 5 * 4 - pinned));
    return new MemoryBudgets(pinned, pageable);
  }
}
