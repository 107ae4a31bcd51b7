package io.decant.tiering.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stays that have addresses, as a segment tree over time: each stretch of operators knows the
 * addresses of stays that cover all of it, and those of stays that touch any of it. What a further
 * stay must not overlap is a union of logarithmically many such sets.
 */
final class PlacedStays {
  private final int leaves;
  private final @Nullable AddressRanges[] covering;
  private final @Nullable AddressRanges[] touching;

  /**
   * Starts without stays.
   *
   * @param ops the number of operators, the boundary included
   */
  PlacedStays(int ops) {
    leaves = Integer.highestOneBit(Math.max(1, 2 * ops - 1));
    covering = new AddressRanges[2 * leaves];
    touching = new AddressRanges[2 * leaves];
  }

  void add(Stay stay) {
    for (Span span : stay.spans()) {
      add(stay, span, 1, 0, leaves);
    }
  }

  private void add(Stay stay, Span span, int node, int low, int high) {
    at(touching, node).add(stay.address(), stay.end());
    if (span.first() <= low && high <= span.last() + 1) {
      at(covering, node).add(stay.address(), stay.end());
      return;
    }
    int middle = (low + high) >>> 1;
    if (span.first() < middle) {
      add(stay, span, 2 * node, low, middle);
    }
    if (span.last() >= middle) {
      add(stay, span, 2 * node + 1, middle, high);
    }
  }

  /** Returns sets whose union are the addresses of all stays that meet another in time. */
  List<AddressRanges> meeting(Stay stay) {
    List<AddressRanges> found = new ArrayList<>();
    for (Span span : stay.spans()) {
      collect(found, span, 1, 0, leaves);
    }
    return found;
  }

  private void collect(List<AddressRanges> found, Span span, int node, int low, int high) {
    boolean whole = span.first() <= low && high <= span.last() + 1;
    AddressRanges ranges = whole ? touching[node] : covering[node];
    if (ranges != null) {
      found.add(ranges);
    }
    if (whole || touching[node] == null) {
      return;
    }
    int middle = (low + high) >>> 1;
    if (span.first() < middle) {
      collect(found, span, 2 * node, low, middle);
    }
    if (span.last() >= middle) {
      collect(found, span, 2 * node + 1, middle, high);
    }
  }

  private static AddressRanges at(@Nullable AddressRanges[] nodes, int node) {
    AddressRanges known = nodes[node];
    if (known == null) {
      known = new AddressRanges();
      nodes[node] = known;
    }
    return known;
  }
}
