package io.decant.tiering;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Remembers, for the free parts of one slab, up to which {@link Fence} work of earlier owners may
 * still touch them.
 */
final class ReuseLedger {
  private record Freed(long end, Fence fence) {}

  private final TreeMap<Long, Freed> freed = new TreeMap<>();

  /** Notes that a range was given back while work before the fence still uses it. */
  void free(long begin, long end, Fence fence) {
    if (!fence.isReached()) {
      freed.put(begin, new Freed(end, fence));
    }
  }

  /** Returns the fences that a new owner of a range waits for, and forgets them for that range. */
  List<Fence> take(long begin, long end) {
    List<Fence> fences = new ArrayList<>();
    Map.Entry<Long, Freed> entry = freed.lowerEntry(end);
    while (entry != null && entry.getValue().end > begin) {
      long from = entry.getKey();
      Freed range = entry.getValue();
      freed.remove(from);
      if (!range.fence.isReached()) {
        fences.add(range.fence);
        if (from < begin) {
          freed.put(from, new Freed(begin, range.fence));
        }
        if (range.end > end) {
          freed.put(end, new Freed(range.end, range.fence));
        }
      }
      entry = freed.lowerEntry(from);
    }
    return fences;
  }
}
