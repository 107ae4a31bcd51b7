package io.decant.tiering.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Remembers, for free parts of memory, what a next owner of each must wait for.
 *
 * @param <T> what owners wait for
 */
public final class FreedRanges<T> {
  private record Freed<T>(long end, List<T> uses) {}

  private final TreeMap<Long, Freed<T>> freed = new TreeMap<>();

  /**
   * Notes that a range was given back, which nobody else has.
   *
   * @param uses the last ones of it
   */
  public void free(long begin, long end, List<T> uses) {
    freed.put(begin, new Freed<>(end, uses));
  }

  /** Returns what a new owner of a range waits for, and forgets it for that range. */
  public List<T> take(long begin, long end) {
    List<T> uses = new ArrayList<>();
    Map.Entry<Long, Freed<T>> entry = freed.lowerEntry(end);
    while (entry != null && entry.getValue().end > begin) {
      long from = entry.getKey();
      Freed<T> range = entry.getValue();
      freed.remove(from);
      uses.addAll(range.uses);
      if (from < begin) {
        freed.put(from, new Freed<>(begin, range.uses));
      }
      if (range.end > end) {
        freed.put(end, new Freed<>(range.end, range.uses));
      }
      entry = freed.lowerEntry(from);
    }
    return uses;
  }
}
