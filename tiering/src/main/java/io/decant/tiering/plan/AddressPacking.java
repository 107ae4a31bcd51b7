package io.decant.tiering.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Gives stays addresses, such that no two that meet in time overlap: each takes the lowest hole
 * that is large enough among those of its slab, in a given order. Several orders are tried. The
 * pool's addresses run through its slabs one after another; no stay crosses from one into the next.
 *
 * <p>Finding the smallest pool is NP-hard (dynamic storage allocation); the largest first comes
 * within a few percent for the programs of nets.
 */
final class AddressPacking {
  private static final List<Comparator<Stay>> ORDERS =
      List.of(
          Comparator.comparingLong(Stay::bytes)
              .thenComparingInt(AddressPacking::length)
              .reversed()
              .thenComparingInt(Stay::first),
          Comparator.comparingLong((Stay stay) -> stay.bytes() * length(stay))
              .reversed()
              .thenComparingInt(Stay::first),
          Comparator.comparingInt(Stay::first)
              .thenComparing(Comparator.comparingInt(Stay::last).reversed()));

  private final long[] slabs;

  AddressPacking(long[] slabs) {
    this.slabs = slabs.clone();
  }

  /**
   * Places the stays; those that have an address keep it.
   *
   * @return whether there was room for all; if not, addresses are as before
   */
  boolean place(List<Stay> stays) {
    List<Stay> fixed = stays.stream().filter(stay -> stay.address() != Stay.NOWHERE).toList();
    List<Stay> free = stays.stream().filter(stay -> stay.address() == Stay.NOWHERE).toList();
    for (Comparator<Stay> order : ORDERS) {
      List<Stay> ordered = new ArrayList<>(free);
      // what must be there at the boundary goes first: it meets everything that is
      ordered.sort(
          Comparator.comparing((Stay stay) -> stay.spans().size() < 2).thenComparing(order));
      if (place(fixed, ordered)) {
        return true;
      }
      free.forEach(stay -> stay.place(Stay.NOWHERE));
    }
    return false;
  }

  private boolean place(List<Stay> fixed, List<Stay> ordered) {
    PlacedStays placed = new PlacedStays();
    fixed.forEach(placed::add);
    for (Stay stay : ordered) {
      long address = lowest(stay, placed.meeting(stay));
      if (address == Stay.NOWHERE) {
        return false;
      }
      stay.place(address);
      placed.add(stay);
    }
    return true;
  }

  /**
   * Returns the lowest address that is free.
   *
   * @param others what it must not overlap, by address
   */
  private long lowest(Stay stay, List<Stay> others) {
    long slabStart = 0;
    int at = 0;
    for (long slab : slabs) {
      long start = slabStart;
      long slabEnd = slabStart + slab;
      while (at < others.size() && others.get(at).address() < slabEnd) {
        Stay other = others.get(at);
        if (start + stay.bytes() <= other.address()) {
          return start;
        }
        start = Math.max(start, other.end());
        at++;
      }
      if (start + stay.bytes() <= slabEnd) {
        return start;
      }
      slabStart = slabEnd;
    }
    return Stay.NOWHERE;
  }

  private static int length(Stay stay) {
    return stay.spans().stream().mapToInt(span -> span.last() - span.first() + 1).sum();
  }
}
