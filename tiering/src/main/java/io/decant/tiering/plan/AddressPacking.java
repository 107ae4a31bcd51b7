package io.decant.tiering.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Gives stays addresses, such that no two that meet in time overlap: each takes the lowest hole
 * that is large enough among those of its slab, in a given order. Several orders are tried. The
 * pool's addresses run through its slabs one after another; no stay crosses from one into the next.
 *
 * <p>Finding the smallest pool is NP-hard (dynamic storage allocation); the largest first needs 1
 * to 15 % more for the programs of nets.
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

  private static final int ATTEMPTS = 4;

  /** Stays that are placed in attempts that fail, all together, until there are no more. */
  private static final int WORK = 20_000;

  private final int ops;
  private final long[] slabs;
  private int work;
  private List<Stay> unplaced = List.of();

  AddressPacking(int ops, long[] slabs) {
    this.ops = ops;
    this.slabs = slabs.clone();
  }

  /**
   * Places the stays; those that have an address keep it.
   *
   * @return whether there was room for all; if not, addresses are as before, and {@link #unplaced}
   *     knows those that found none
   */
  boolean place(List<Stay> stays) {
    List<Stay> fixed = stays.stream().filter(stay -> stay.address() != Stay.NOWHERE).toList();
    List<Stay> free = stays.stream().filter(stay -> stay.address() == Stay.NOWHERE).toList();
    for (Comparator<Stay> order : ORDERS) {
      List<Stay> ordered = new ArrayList<>(free);
      // what must be there at the boundary goes first: it meets everything that is
      ordered.sort(
          Comparator.comparing((Stay stay) -> stay.spans().size() < 2).thenComparing(order));
      if (placeInTurn(fixed, ordered)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the stays that found no room at the last attempt that failed. */
  List<Stay> unplaced() {
    return unplaced;
  }

  /** Places stays in an order, and again with those first that found no room. */
  private boolean placeInTurn(List<Stay> fixed, List<Stay> ordered) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      List<Stay> failed = placeAll(fixed, ordered);
      if (failed.isEmpty()) {
        return true;
      }
      unplaced = failed;
      ordered.forEach(stay -> stay.place(Stay.NOWHERE));
      work += ordered.size();
      if (work > WORK) {
        return false;
      }
      ordered.removeAll(Set.copyOf(failed));
      ordered.addAll(0, failed);
    }
    return false;
  }

  /** Places stays in an order; returns those that found no room. */
  private List<Stay> placeAll(List<Stay> fixed, List<Stay> ordered) {
    PlacedStays placed = new PlacedStays(ops + 1);
    fixed.forEach(placed::add);
    List<Stay> failed = new ArrayList<>();
    for (Stay stay : ordered) {
      long address = lowest(stay, placed.meeting(stay));
      if (address == Stay.NOWHERE) {
        failed.add(stay);
      } else {
        stay.place(address);
        placed.add(stay);
      }
    }
    return failed;
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
