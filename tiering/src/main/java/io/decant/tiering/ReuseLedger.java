package io.decant.tiering;

import io.decant.tiering.plan.FreedRanges;
import java.util.List;

/**
 * Remembers, for the free parts of one slab, up to which {@link Fence} work of earlier owners may
 * still touch them.
 */
final class ReuseLedger {
  private final FreedRanges<Fence> freed = new FreedRanges<>();

  /** Notes that a range was given back while work before some fences still uses it. */
  void free(long begin, long end, List<Fence> fences) {
    List<Fence> ahead = fences.stream().filter(fence -> !fence.isReached()).toList();
    if (!ahead.isEmpty()) {
      freed.free(begin, end, ahead);
    }
  }

  /** Returns the fences that a new owner of a range waits for, and forgets them for that range. */
  List<Fence> take(long begin, long end) {
    return freed.take(begin, end).stream().filter(fence -> !fence.isReached()).toList();
  }
}
