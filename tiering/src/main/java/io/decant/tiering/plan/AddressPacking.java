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
          Comparator.comparingLong(Stay::bytes).reversed().thenComparingInt(Stay::first),
          Comparator.comparingLong(Stay::bytes)
              .thenComparingInt(Stay::length)
              .reversed()
              .thenComparingInt(Stay::first),
          Comparator.comparingLong((Stay stay) -> stay.bytes() * stay.length())
              .reversed()
              .thenComparingInt(Stay::first),
          Comparator.comparingInt(Stay::first)
              .thenComparing(Comparator.comparingInt(Stay::last).reversed()));

  private final int ops;
  private final long[] slabs;

  AddressPacking(int ops, long[] slabs) {
    this.ops = ops;
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
    PlacedStays placed = new PlacedStays(ops + 1);
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
   * @param taken what it must not overlap
   */
  private long lowest(Stay stay, List<AddressRanges> taken) {
    long start = 0;
    for (long slab : slabs) {
      long end = start + slab;
      long address = lowest(start, end, stay.bytes(), taken);
      if (address != Stay.NOWHERE) {
        return address;
      }
      start = end;
    }
    return Stay.NOWHERE;
  }

  private static long lowest(long start, long end, long bytes, List<AddressRanges> taken) {
    long address = start;
    boolean moved = true;
    while (moved && address + bytes <= end) {
      long before = address;
      for (AddressRanges ranges : taken) {
        address = ranges.free(address, bytes);
      }
      moved = address > before;
    }
    return address + bytes <= end ? address : Stay.NOWHERE;
  }
}
